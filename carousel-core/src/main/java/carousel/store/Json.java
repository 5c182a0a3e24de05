package carousel.store;

import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON read strictly: duplicate keys and anything behind the value are errors. Safe for many threads. */
final class Json {
    static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    // A vocabulary is one string of the header, and far longer than what servers accept from strangers.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** An array of texts; a {@link StoreException} begins with what it is called. */
    static List<String> texts(JsonNode array, String called) {
        if (!array.isArray() || !array.valueStream().allMatch(JsonNode::isString)) {
            throw new StoreException(called + " must be an array of texts");
        }
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
