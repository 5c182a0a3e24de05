package carousel.decode;

import carousel.tensor.Tape;
import carousel.tensor.Tensor;

/**
 * Generates one sequence, a symbol at a time, and owns its state. One thread at a time.
 *
 * <pre>
 * var generator = Generator.of(model, Sample.seed(1).withTemperature(0.8));
 * generator.read(tokenizer.ids("ROMEO:"));
 * for (int i = 0; i &lt; 300; i++) out.append(text.next(generator.next()));
 * </pre>
 */
public final class Generator<S> {
    private final Autoregressive<S> model;
    private final Choice choice;
    private S state;
    private long position;

    private Generator(Autoregressive<S> model, Choice choice) {
        this.model = model;
        this.choice = choice;
        this.state = model.start(1);
    }

    public static <S> Generator<S> of(Autoregressive<S> model, Choice choice) {
        return new Generator<>(model, choice);
    }

    /** Reads given symbols: a prompt. */
    public void read(int... symbols) {
        for (int symbol : symbols) {
            state = Tape.evaluate(() -> model.advance(new int[] {symbol}, state));
        }
    }

    /** Chooses the next symbol and reads it. */
    public int next() {
        int symbol = choice.choose(logits().toArray(), position++);
        read(symbol);
        return symbol;
    }

    private Tensor logits() {
        return Tape.evaluate(() -> model.logits(state));
    }
}
