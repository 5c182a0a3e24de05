package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Draw;
import carousel.decode.Beam;
import carousel.decode.Greedy;
import carousel.decode.Request;
import carousel.decode.Rollout;
import carousel.decode.Search;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.tensor.Smoothing;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strings turned round: what stands first is asked for last. */
class Seq2SeqLearnsTest {
    private static final int END = 0;
    private static final int SYMBOLS = 11;
    private static final int LONGEST = 6;

    private static List<int[]> strings(long seed, int count) {
        var draw = Draw.of(seed);
        var strings = new ArrayList<int[]>();
        for (int i = 0; i < count; i++) {
            var string = new int[draw.between(0, LONGEST)];
            for (int t = 0; t < string.length; t++) {
                string[t] = draw.between(1, SYMBOLS - 1);
            }
            strings.add(string);
        }
        return strings;
    }

    private static List<int[]> reversed(List<int[]> strings) {
        return strings.stream()
                .map(string -> {
                    var reversed = new int[string.length];
                    Arrays.setAll(reversed, t -> string[string.length - 1 - t]);
                    return reversed;
                })
                .toList();
    }

    @Test
    void stringsAreReversedByAttention() {
        try (var workers = Workers.of(1)) { // too little for two
            workers.call(() -> {
                var model = learned();
                var test = strings(5, 500);
                assertThat(share(new Rollout(new Greedy(), END), model, test)).isGreaterThan(0.99);
                assertThat(share(Beam.of(4, END), model, test)).isGreaterThan(0.99);
                return model;
            });
        }
    }

    private static Seq2Seq learned() {
        var settings = Seq2Seq.Settings.presets()
                .with("cell", "gru")
                .with("hidden", 48)
                .with("bidirectional", true)
                .with("feeding", "before");
        var model = Seq2Seq.of(settings, SYMBOLS, SYMBOLS, END, Init.seed(1));
        var sources = strings(2, 4000);
        var objective = Seq2SeqObjective.of(
                model, sources, reversed(sources), Teaching.presets().with("label-smoothing", 0.05f), 3);
        var valid = strings(4, 200);
        var parallel = Parallel.of(END, valid, reversed(valid));
        var fit = Fit.epochs(7).with("lr", 0.006f).with("clip", 5).with("seed", 1);
        Trainer.of(
                        model,
                        objective,
                        objective,
                        m -> m.loss(parallel, Smoothing.NONE).item(),
                        fit)
                .run(Monitor.none());
        return model;
    }

    private static double share(Search search, Seq2Seq model, List<int[]> sources) {
        var found = search.search(model.read(sources), sources.size(), Request.upTo(LONGEST + 5));
        var expected = reversed(sources);
        int right = 0;
        for (int i = 0; i < expected.size(); i++) {
            right += Arrays.equals(found.get(i).getFirst().symbols(), expected.get(i)) ? 1 : 0;
        }
        return (double) right / expected.size();
    }
}
