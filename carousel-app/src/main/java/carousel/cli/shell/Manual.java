package carousel.cli.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * The help of a command, but for its options. Immutable.
 *
 * @param name one word, or two for a command of a group: {@code train lm}
 * @param operands what the command works on: {@code MODEL} must be given, {@code [FILE]} may be, {@code CSV...} one or more
 * @param required the options without which it does nothing, as they stand in the synopsis
 * @param summary one line
 * @param text a few lines more
 * @param example a complete command line
 */
public record Manual(String name, List<String> operands, String required, String summary, String text, String example) {
    private static final String MANY = "...";

    public Manual {
        operands = List.copyOf(operands);
    }

    /** The command line in general. */
    public String synopsis() {
        var words = new ArrayList<>(List.of("carousel", name));
        words.addAll(operands);
        if (!required.isEmpty()) {
            words.add(required);
        }
        words.add("[options]");
        return String.join(" ", words);
    }

    void check(List<String> given) {
        long least =
                operands.stream().filter(operand -> !operand.startsWith("[")).count();
        boolean many = operands.stream().anyMatch(operand -> operand.contains(MANY));
        if (given.size() < least) {
            throw new UsageException(
                    operands.get(given.size()).replace(MANY, "") + " is missing; usage: " + synopsis());
        }
        if (!many && given.size() > operands.size()) {
            throw new UsageException(
                    "'" + given.get(operands.size()) + "' is one argument too many; usage: " + synopsis());
        }
    }
}
