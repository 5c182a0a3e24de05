package carousel.data.task;

/**
 * What goes into a model of a task, and what is to come out. Immutable.
 *
 * @param input what a step of the input is
 * @param inputs F, the numbers of a step, or how many symbols there are
 * @param answer what an answer is
 * @param outputs K, the outputs of the model at a step: values, classes or symbols
 * @param asked where answers are asked for
 * @param judged the last so many answers of an example are what the score is about; 0: all
 */
public record Form(Input input, int inputs, Answer answer, int outputs, Asked asked, int judged) {

    /** What a step of the input is. */
    public enum Input {
        /** F numbers. */
        FEATURES,
        /** One of F symbols, by its number. */
        SYMBOLS
    }

    /** What an answer is, and with it the loss. */
    public enum Answer {
        /** K numbers: squared error. */
        VALUES,
        /** One of K classes, by its number: cross entropy of the softmax. */
        CLASS,
        /** Any of K symbols, a one or a zero for each: cross entropy of the logistic function. */
        SET
    }

    /** Where answers are asked for. */
    public enum Asked {
        /** After the last step. */
        LAST,
        /** At the steps that the example names. */
        STEPS
    }

    public Form {
        if (inputs < 1 || outputs < 1 || judged < 0) {
            throw new IllegalArgumentException("form: given " + inputs + " inputs, " + outputs + " outputs, " + judged
                    + " judged, needed at least one of each of the first two");
        }
    }

    /** Whether a model of the one form can answer what the other asks: they are equal but for what is judged. */
    public boolean fits(Form other) {
        return input == other.input
                && inputs == other.inputs
                && answer == other.answer
                && outputs == other.outputs
                && asked == other.asked;
    }

    /** In words, such as {@code from 2 features to 1 value after the last step}. */
    public String words() {
        var to = switch (answer) {
            case VALUES -> outputs == 1 ? "1 value" : outputs + " values";
            case CLASS -> "one of " + outputs + " classes";
            case SET -> "any of " + outputs + " symbols";
        };
        return "from " + inputs + (input == Input.SYMBOLS ? " symbols" : " features") + " to " + to
                + (asked == Asked.LAST ? " after the last step" : " at the steps asked for");
    }

    /** The numbers that stand for a step of the input: F, or one for a symbol. */
    public int inputWidth() {
        return input == Input.SYMBOLS ? 1 : inputs;
    }

    /** The numbers that stand for an answer: K, or one for a class. */
    public int answerWidth() {
        return answer == Answer.CLASS ? 1 : outputs;
    }
}
