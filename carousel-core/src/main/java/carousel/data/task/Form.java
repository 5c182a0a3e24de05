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

    /** The numbers that stand for a step of the input: F, or one for a symbol. */
    public int inputWidth() {
        return input == Input.SYMBOLS ? 1 : inputs;
    }

    /** The numbers that stand for an answer: K, or one for a class. */
    public int answerWidth() {
        return answer == Answer.CLASS ? 1 : outputs;
    }
}
