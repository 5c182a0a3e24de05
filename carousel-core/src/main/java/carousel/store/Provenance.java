package carousel.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * How a model was made: what determines its weights, and nothing else. Not when, where, in which folder, on how many
 * threads or after how many interruptions: equal results have equal provenance. Immutable.
 *
 * @param task such as {@code lm}
 * @param data the files by role ({@code train}, {@code valid}, {@code warm-start})
 * @param settings every option by key, as {@link Settings#toMap} writes them
 * @param version of Carousel
 * @param steps updates done
 * @param end why training ended; {@link #RUNNING} while it goes on
 */
public record Provenance(
        String task, Map<String, Data> data, Map<String, String> settings, String version, long steps, String end) {

    /** The end of a run that has none yet. */
    public static final String RUNNING = "running";

    /** A file by its name, without folder, and the SHA-256 of its bytes. */
    public record Data(String name, String sha256) {}

    public Provenance {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The same run at another moment. */
    public Provenance at(long steps, String end) {
        return new Provenance(task, data, settings, version, steps, end);
    }

    /**
     * The settings of one kind as they were then, to do with other data what was done with that.
     *
     * @param instead values for some of them; where one is empty, it is as it was
     * @throws SettingException for a value that the record refuses
     */
    public <R extends Record> R settings(Class<R> type, Map<String, String> instead) {
        var values = new LinkedHashMap<String, String>();
        for (var entry : Settings.of(type)) {
            var value = instead.getOrDefault(entry.key(), "");
            if (!value.isEmpty()) {
                values.put(entry.key(), value);
            } else if (settings.containsKey(entry.key())) {
                values.put(entry.key(), settings.get(entry.key()));
            }
        }
        return Settings.read(type, values);
    }

    /** One JSON object that {@link #ofJson} reads. */
    public String toJson() {
        return Json.STRICT.writeValueAsString(this);
    }

    /** The provenance written by {@link #toJson}; a {@link StoreException} when it is not one. */
    public static Provenance ofJson(String json) {
        try {
            return Json.STRICT.readValue(json, Provenance.class);
        } catch (JacksonException e) {
            throw new StoreException(
                    "provenance is not readable (" + e.getOriginalMessage() + "); the file is of another make", e);
        }
    }
}
