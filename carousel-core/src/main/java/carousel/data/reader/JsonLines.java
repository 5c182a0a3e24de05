package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Document;
import carousel.data.reader.Lines.Line;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table whose rows are JSON objects, one in a line. One thread at a time. */
final class JsonLines {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Table table;
    private final Lines lines;

    JsonLines(Table table, Lines lines) {
        this.table = table;
        this.lines = lines;
    }

    List<Document> read(TextFile file) {
        var examples = new ArrayList<Document>();
        for (var line : lines.of(file)) {
            if (line.text().isBlank()) {
                lines.count(Handled.BLANK_LINE);
                continue;
            }
            var object = object(line);
            var cells = table.texts().stream()
                    .map(name -> text(line, name, field(line, object, name)))
                    .toList();
            examples.add(table.document(line.place(), cells, labels(line, object), lines));
        }
        return examples;
    }

    private static JsonNode object(Line line) {
        try {
            var node = STRICT.readTree(line.text());
            if (node.isObject()) {
                return node;
            }
            throw line.place().wrong("JSON, but " + kind(node) + "; expected an object in every line");
        } catch (JacksonException e) {
            throw new DataException(
                    "%s:%d: no JSON (%s); expected an object in every line"
                            .formatted(line.place().where(), line.place().line(), reason(e)),
                    e);
        }
    }

    private static String reason(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
    }

    private static JsonNode field(Line line, JsonNode object, String name) {
        var value = object.get(name);
        if (value == null) {
            throw line.place().wrong(Columns.missing("field", name, List.copyOf(object.propertyNames())));
        }
        return value;
    }

    private static String text(Line line, String name, JsonNode value) {
        if (value.isNull() || !value.isValueNode()) {
            throw line.place().wrong("field '" + name + "' is " + kind(value) + "; expected a text");
        }
        return value.asString();
    }

    private List<String> labels(Line line, JsonNode object) {
        if (table.label().isEmpty()) {
            return List.of();
        }
        var value = field(line, object, table.label());
        if (!value.isArray()) {
            return table.labels(line.place(), text(line, table.label(), value));
        }
        return value.values().stream()
                .map(each -> text(line, table.label(), each).strip())
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL, MISSING -> "null";
            default -> "a single value";
        };
    }
}
