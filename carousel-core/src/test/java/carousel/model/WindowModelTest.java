package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Streams;
import carousel.layer.Init;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.TimeDelay;
import carousel.tensor.Oracle;
import carousel.tensor.Step;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import org.junit.jupiter.api.Test;

/** A language model that sees the last symbols and no more. */
class WindowModelTest {
    private static final int SYMBOLS = 5;
    private static final int FEATURES = 3;
    private static final int HIDDEN = 4;
    private static final int WIDTH = 3;
    private static final int[] TOKENS = {0, 3, 1, 2, 2, 4, 0, 1, 3, 3, 2, 1, 0, 4, 4, 2, 1};

    private static LanguageModel model(int width) {
        var settings =
                LanguageModel.Settings.presets().with("embedding", FEATURES).with("hidden", HIDDEN);
        return LanguageModel.ofWindow(settings, SYMBOLS, width, Init.seed(7));
    }

    @Test
    void scoresAreThoseOfTheEquation() {
        var model = model(WIDTH);
        var scores = Scores.of(model, TOKENS).logProbabilities();
        for (int i = 0; i < TOKENS.length; i++) {
            assertThat((double) scores[i]).isCloseTo(logProbability(model, i), within(1e-5));
        }
    }

    /** log p of token i given the last K before it: embedded, side by side, below one tanh layer. */
    private static double logProbability(LanguageModel model, int i) {
        var cell = (TimeDelay) ((Recurrent) ((Stacked) model.rnn()).layers().getFirst()).cell();
        var h = new double[HIDDEN];
        for (int j = 0; j < HIDDEN && i > 0; j++) { // the first token is predicted from a state of zeros
            double sum = cell.b().at(0, j);
            for (int k = 0; k < WIDTH && i - 1 - k >= 0; k++) {
                for (int f = 0; f < FEATURES; f++) {
                    sum += model.embed().table().at(TOKENS[i - 1 - k], f)
                            * (double) cell.w().at(f, k * HIDDEN + j);
                }
            }
            h[j] = Math.tanh(sum);
        }
        var logits = new double[SYMBOLS];
        double all = 0;
        for (int v = 0; v < SYMBOLS; v++) {
            logits[v] = model.head().b().at(0, v);
            for (int j = 0; j < HIDDEN; j++) {
                logits[v] += h[j] * model.head().w().at(j, v);
            }
            all += Math.exp(logits[v]);
        }
        return logits[TOKENS[i]] - Math.log(all);
    }

    @Test
    void gradientsAreRight() {
        var model = model(WIDTH);
        var window = Streams.of(TOKENS, 2, 6).window(0);
        Oracle.check(new Step(1, 0), () -> model.loss(window, model.start(2)).loss());
    }

    @Test
    void whatStandsBeforeTheWindowIsNotSeen() {
        var model = model(WIDTH);
        var others = TOKENS.clone();
        others[4] = 3;
        var scores = Scores.of(model, TOKENS).logProbabilities();
        var changed = Scores.of(model, others).logProbabilities();
        for (int i = 0; i < TOKENS.length; i++) {
            if (i < 4 || i > 4 + WIDTH) {
                assertThat(changed[i]).isEqualTo(scores[i]);
            } else {
                assertThat(changed[i]).isNotEqualTo(scores[i]);
            }
        }
    }

    /** Four of five symbols are the one three before: a window of three says which, one of two cannot. */
    @Test
    void itLearnsWhatItsWindowHolds() {
        var text = new int[3000];
        long key = new Step(5, 0).key("symbols");
        for (int i = 0; i < text.length; i++) {
            boolean drawn = i < 3 || Step.uniform(key, 2 * i) < 0.2;
            text[i] = drawn ? (int) (SYMBOLS * Step.uniform(key, 2 * i + 1)) : text[i - 3];
        }
        assertThat(learned(3, text)).isLessThan(0.9); // ln 5 is 1.61, what there is to know leaves 0.66
        assertThat(learned(2, text)).isGreaterThan(1.4);
    }

    private static double learned(int width, int... text) {
        var model = model(width);
        var objective = new LanguageModelObjective(Streams.of(text, 8, 20));
        var valid = Streams.whole(text, 64);
        var fit = Fit.epochs(15).with("lr", 0.02);
        return Trainer.of(model, objective, objective, m -> LanguageModelObjective.evaluate(m, valid), fit)
                .run(Monitor.none())
                .bestLoss();
    }
}
