package carousel.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;

/**
 * Lists of texts by name as one JSON object, {@code {"units":["word"],"symbols":["a","b"]}}, for the metadata of a model
 * file. Safe for many threads.
 */
public final class ListsJson {
    private ListsJson() {}

    /** One JSON object; {@link #read} understands it. */
    public static String write(Map<String, List<String>> lists) {
        var node = Json.STRICT.createObjectNode();
        lists.forEach((name, texts) -> {
            var array = node.putArray(name);
            texts.forEach(array::add);
        });
        return Json.STRICT.writeValueAsString(node);
    }

    /** The lists that {@link #write} wrote; a {@link StoreException} when it is anything else. */
    public static SequencedMap<String, List<String>> read(String json) {
        try {
            var lists = new LinkedHashMap<String, List<String>>();
            for (var entry : Json.STRICT.readTree(json).properties()) {
                lists.put(entry.getKey(), Json.texts(entry.getValue(), "'" + entry.getKey() + "'"));
            }
            return lists;
        } catch (JacksonException e) {
            var reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new StoreException("lists: not JSON (" + reason + "); expected one JSON object", e);
        }
    }
}
