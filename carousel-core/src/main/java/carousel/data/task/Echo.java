package carousel.data.task;

import java.util.Arrays;

/**
 * Delayed echo, the memory of a line of taps (Jaeger 2001 measures it): c channels of random bits; channel j is to be said
 * again j + 1 times D steps later, so the first waits D steps and the last c D. An output counts from the step on at which
 * there is something to repeat.
 *
 * <pre>
 * input   1 0 0 1 1 0          c = 1, D = 2
 * answer  . . 1 0 0 1          . does not count
 * </pre>
 *
 * <p>Whoever remembers nothing has a cross entropy of ln 2. Immutable, safe for many threads.
 *
 * @param steps T, more than the longest delay
 * @param delay D, at least 1
 * @param channels c, at least 1
 */
public record Echo(int steps, int delay, int channels) implements Task {

    public Echo {
        TaskSpec.require(delay >= 1, "delay", "1 or more", delay);
        TaskSpec.require(channels >= 1, "channels", "1 or more", channels);
        TaskSpec.require(steps > delay * channels, "steps", "more than delay times channels", steps);
    }

    @Override
    public Form form() {
        return new Form(Form.Input.FEATURES, channels, Form.Answer.SET, channels, Form.Asked.STEPS, 0);
    }

    @Override
    public Example example(Part part, long seed, long n) {
        var draw = part.draw(seed, n);
        var inputs = new float[steps * channels];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = draw.below(2);
        }
        var asked = new int[steps - delay];
        Arrays.setAll(asked, i -> delay + i);
        var answers = new float[asked.length * channels];
        var units = new float[channels == 1 ? 0 : answers.length];
        for (int i = 0; i < answers.length; i++) {
            int channel = i % channels;
            int source = asked[i / channels] - (channel + 1) * delay;
            if (source >= 0) {
                answers[i] = inputs[source * channels + channel];
            }
            if (units.length > 0) {
                units[i] = source >= 0 ? 1 : 0;
            }
        }
        return new Example(inputs, asked, answers, units);
    }

    @Override
    public double baseline() {
        return Math.log(2);
    }
}
