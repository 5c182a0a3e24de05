package carousel.lab;

import static carousel.lab.check.Law.title;

import carousel.lab.check.Law;
import carousel.layer.Init;
import carousel.model.translate.Seq2Seq;
import carousel.tensor.Tree;
import java.util.List;

/** What a decoder is told of the source. Safe for many threads. */
final class CouplingLaws {
    private static final int HIDDEN = 6;
    private static final int SYMBOLS = 5;
    private static final int FEW = 10;

    private CouplingLaws() {}

    static List<Law<?>> all() {
        return List.of(concatenated());
    }

    private static Law<?> concatenated() {
        return title(
                        "concatenated-places",
                        "D8",
                        "what attention is better than",
                        "all states side by side: F² weights more for each place; attention: none more for any length")
                .check(() -> "concatenated", () -> "context", (coupling, found) -> {
                    for (int places : new int[] {FEW + 1, 2 * FEW, 10 * FEW}) {
                        found.exactly(
                                "weights of " + places + " places",
                                weights(coupling, FEW) + (places - FEW) * HIDDEN * HIDDEN,
                                weights(coupling, places));
                    }
                    found.exactly("weights of attention", weights("attention", FEW), weights("attention", 10 * FEW));
                });
    }

    private static long weights(String coupling, int places) {
        var settings = Seq2Seq.Settings.presets()
                .with("hidden", HIDDEN)
                .with("coupling", coupling)
                .with("places", places);
        return Tree.count(Seq2Seq.of(settings, SYMBOLS, SYMBOLS, 0, Init.seed(1)));
    }
}
