package carousel.train;

import carousel.optim.Held;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which weights of a model do not learn, by the names of {@link Tree#flatten}. A pattern is a name in which {@code *} stands
 * for anything, with a range of columns behind it where only those are meant:
 *
 * <pre>
 * embed.*                            everything of the embedding
 * rnn.layers.0.cell.b[256:512]       the bias of the forget gates of an LSTM of 256 units
 * </pre>
 *
 * <p>Immutable.
 */
public record Freeze(List<Part> parts) {
    private static final Pattern PART = Pattern.compile("([^\\[\\],\\s]+)(?:\\[(\\d{1,9}):(\\d{1,9})])?");

    /**
     * Some weights, or some of their columns.
     *
     * @param name with {@code *} for anything
     * @param columns ranges of them; none: all columns
     */
    public record Part(String name, List<Held> columns) {
        public Part {
            columns = List.copyOf(columns);
        }

        private boolean matches(String weight) {
            return weight.matches(Pattern.quote(name).replace("*", "\\E.*\\Q"));
        }

        @Override
        public String toString() {
            return name + columns.stream().map(Held::toString).collect(Collectors.joining());
        }
    }

    public Freeze {
        parts = List.copyOf(parts);
    }

    /** Patterns with commas between them; none in an empty text. */
    public static Freeze of(String patterns) {
        var parts = new ArrayList<Part>();
        for (var text : patterns.isBlank() ? new String[0] : patterns.split(",")) {
            var part = PART.matcher(text.strip());
            if (!part.matches()) {
                throw new IllegalArgumentException("freeze: '" + text.strip()
                        + "'; expected the name of a weight with * for anything, such as embed.*, or with columns behind"
                        + " it, such as rnn.layers.0.cell.b[0:128]");
            }
            parts.add(new Part(part.group(1), part.group(2) == null ? List.of() : List.of(range(part))));
        }
        return new Freeze(parts);
    }

    private static Held range(MatchResult part) {
        try {
            return new Held(Integer.parseInt(part.group(2)), Integer.parseInt(part.group(3)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("freeze: " + e.getMessage(), e);
        }
    }

    /**
     * The model with its frozen weights as constants of the same values, for which no gradient is computed.
     *
     * @throws IllegalArgumentException when a pattern matches no weight, or columns that a weight does not have
     */
    public <M> M constants(M model) {
        var names = Tree.flatten(model);
        var constants = new IdentityHashMap<Tensor, Tensor>();
        for (var part : parts) {
            for (var name : matched(part, names)) {
                var weight = names.get(name);
                if (part.columns().isEmpty()) {
                    constants.put(weight, weight.constant());
                }
                part.columns().forEach(range -> requireWithin(range, name, weight));
            }
        }
        return Tree.map(model, weight -> constants.getOrDefault(weight, weight));
    }

    /** The columns that stay as they are of weights that learn otherwise, by name. */
    public Map<String, List<Held>> columns(Object model) {
        var names = Tree.flatten(model);
        var columns = new LinkedHashMap<String, List<Held>>();
        for (var part : parts) {
            if (!part.columns().isEmpty()) {
                matched(part, names)
                        .forEach(name -> columns.computeIfAbsent(name, n -> new ArrayList<>())
                                .addAll(part.columns()));
            }
        }
        return columns;
    }

    private static void requireWithin(Held range, String name, Tensor weight) {
        if (range.to() > weight.columns()) {
            throw new IllegalArgumentException(
                    "freeze: " + name + range + ": the weight has " + weight.columns() + " columns");
        }
    }

    private static List<String> matched(Part part, Map<String, Tensor> names) {
        var matched = names.keySet().stream().filter(part::matches).toList();
        if (matched.isEmpty()) {
            throw new IllegalArgumentException(
                    "freeze: no weight is called " + part.name() + "; there are " + String.join(", ", names.keySet()));
        }
        return matched;
    }
}
