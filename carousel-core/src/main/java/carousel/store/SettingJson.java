package carousel.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.RawValue;

/** Settings as a flat JSON object. Numbers are kept as they are written, never rounded. Safe for many threads. */
final class SettingJson {
    private static final Pattern BARE =
            Pattern.compile("true|false|-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?([eE][+-]?\\d{1,4})?");
    private static final String EXPECTED = "; expected one flat JSON object of texts, numbers, true and false";

    private SettingJson() {}

    static SequencedMap<String, String> read(String json) {
        try (var parser = Json.STRICT.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new SettingException("not a JSON object" + EXPECTED);
            }
            var values = new LinkedHashMap<String, String>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var key = parser.currentName();
                values.put(key, value(key, parser));
            }
            if (parser.nextToken() != null) {
                throw new SettingException("something follows the JSON object" + EXPECTED);
            }
            return values;
        } catch (JacksonException e) {
            var reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new SettingException(
                    "not JSON at line " + e.getLocation().getLineNr() + " (" + reason + ")" + EXPECTED, e);
        }
    }

    private static String value(String key, JsonParser parser) {
        return switch (parser.nextToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getString();
            default -> throw new SettingException(key + ": a nested or missing value" + EXPECTED);
        };
    }

    static String write(Map<String, String> values) {
        var node = Json.STRICT.createObjectNode();
        values.forEach((key, value) -> {
            if (BARE.matcher(value).matches()) {
                node.putRawValue(key, new RawValue(value));
            } else {
                node.put(key, value);
            }
        });
        return Json.STRICT.writeValueAsString(node);
    }
}
