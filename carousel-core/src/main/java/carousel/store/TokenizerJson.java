package carousel.store;

import carousel.text.Case;
import carousel.text.DataException;
import carousel.text.Level;
import carousel.text.Tokenizer;
import carousel.text.Vocabulary;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A tokenizer as the text of one JSON object, {@code {"level":"char","letters":"keep","symbols":["a","b"]}}, for the
 * metadata of a model file. The symbols of bytes go without saying. Safe for many threads.
 */
public final class TokenizerJson {
    private TokenizerJson() {}

    /** One JSON object that holds everything; {@link #read} understands it. */
    public static String write(Tokenizer tokenizer) {
        var node = Json.STRICT.createObjectNode();
        node.put("level", SettingValue.text(tokenizer.level()));
        node.put("letters", SettingValue.text(tokenizer.letters()));
        if (tokenizer.level() != Level.BYTE) {
            var symbols = node.putArray("symbols");
            tokenizer.vocabulary().symbols().forEach(symbols::add);
        }
        return Json.STRICT.writeValueAsString(node);
    }

    /** The tokenizer that {@link #write} wrote; a {@link StoreException} when it is anything else. */
    public static Tokenizer read(String json) {
        try {
            var node = Json.STRICT.readTree(json);
            var level = constant(Level.class, node.path("level"));
            var letters = constant(Case.class, node.path("letters"));
            return level == Level.BYTE
                    ? Tokenizer.bytes()
                    : Tokenizer.of(
                            level, letters, Vocabulary.of(Json.texts(node.path("symbols"), "tokenizer: 'symbols'")));
        } catch (DataException e) {
            throw new StoreException("tokenizer: " + e.getMessage(), e);
        } catch (JacksonException e) {
            var reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new StoreException("tokenizer: not JSON (" + reason + "); expected one JSON object", e);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node) {
        int index = SettingValue.choices(type).indexOf(node.asString(""));
        if (index < 0) {
            throw new StoreException(
                    "tokenizer: expected " + SettingValue.expected(type) + ", got '" + node.asString("") + "'");
        }
        return type.getEnumConstants()[index];
    }
}
