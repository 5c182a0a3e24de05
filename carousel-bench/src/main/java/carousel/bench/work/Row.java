package carousel.bench.work;

import carousel.data.Lengths;
import carousel.data.Streams;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.Locale;

/**
 * One line of the table: what is computed, with which inputs and weights. All of them are drawn from the row's values, so
 * that every contestant, in whatever process, has the same. Input and state have the same size. Immutable.
 *
 * @param batch B, the number of sequences
 * @param hidden H, the units of a layer and the features of its input
 * @param steps T, the length of the longest sequence
 */
public record Row(Group group, Subject subject, Pass pass, int batch, int hidden, int steps) {
    private static final int LAYERS = 2;
    private static final int WINDOWS = 4;

    /** The group, the subject and the pass: rows that differ from this one in their sizes alone. */
    public String family() {
        var family = group + "." + subject;
        return (group == Group.BATCH1 || group == Group.STEP ? family : family + "." + pass).toLowerCase(Locale.ROOT);
    }

    /** As in {@code scan.lstm.training.b16.h256}. */
    public String name() {
        return switch (group) {
            case STEP -> family();
            case BATCH1 -> family() + ".h" + hidden;
            default -> family() + ".b" + batch + ".h" + hidden;
        };
    }

    // ---- a layer over sequences

    /** The lengths, falling; the same for all rows of a batch size. */
    public Lengths lengths() {
        return group == Group.RAGGED
                ? Lengths.of(new Draw("lengths" + batch).integers(batch, 1, steps + 1))
                : Lengths.uniform(batch, steps);
    }

    /** The cell with all weights drawn anew, biases included, so that no two gates are alike. */
    public Cell<?> cell() {
        var draw = draw("weights");
        double bound = 1 / Math.sqrt(hidden);
        return Tree.map(
                subject.cell(hidden, hidden), form -> Tensor.weight(draw.uniform(form.size(), bound), form.shape()));
    }

    /** The packed input: [N,H], or [N,P], already projected, for the loop alone. */
    public Tensor input() {
        int columns = group == Group.BATCH1 ? subject.gates() * hidden : hidden;
        int rows = lengths().rows();
        return Tensor.of(draw("input").uniform(rows * columns, 1), rows, columns);
    }

    /** What the outputs [N,H] are multiplied by before they are summed to the loss. */
    public Tensor lossWeights() {
        int rows = lengths().rows();
        return Tensor.of(draw("loss").uniform(rows * hidden, 1), rows, hidden);
    }

    // ---- a language model

    /** V, the number of symbols. */
    public int symbols() {
        return subject == Subject.WORDS ? 10_000 : 65;
    }

    /** Two layers, embeddings as wide as they are, no dropout. */
    public LanguageModel model() {
        var settings = LanguageModel.Settings.presets().with("layers", LAYERS).with("hidden", hidden);
        return LanguageModel.of(settings, symbols(), Init.seed(1));
    }

    /** A few windows of random text. */
    public Streams text() {
        int length = WINDOWS * steps + 1;
        return Streams.of(draw("text").integers(batch * length, 0, symbols()), batch, steps);
    }

    /** Predictions in a step of a language model, symbols that a translator says. */
    public int tokens() {
        return group == Group.TRANSLATE ? new Translation(this).tokens() : batch * steps;
    }

    // ---- how much it is

    /** Floating-point operations of the products that the equations need; nothing element by element is counted. */
    public double operations() {
        double cell = 2.0 * lengths().rows() * subject.gates() * hidden * hidden; // one product with [H,GH]
        return switch (group) {
            case BATCH1 -> cell;
            case STEP -> 3 * (LAYERS * 2 * cell + 2.0 * tokens() * hidden * symbols());
            case TRANSLATE -> new Translation(this).operations();
            default -> pass == Pass.FORWARD ? 2 * cell : 5 * cell; // the input gets no gradient
        };
    }

    /** Bytes of the recurrent weights, which every step reads. */
    public long recurrentBytes() {
        return (long) Float.BYTES * subject.gates() * hidden * hidden;
    }

    Draw draw(String what) {
        return new Draw(what + Arrays.asList(group, subject, batch, hidden, steps));
    }
}
