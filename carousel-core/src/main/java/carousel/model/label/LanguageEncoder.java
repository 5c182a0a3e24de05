package carousel.model.label;

import carousel.model.Encoder;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelFile;
import carousel.model.input.TextCoder;
import carousel.model.input.Units;
import carousel.recurrent.cell.CellKind;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.text.Level;
import carousel.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The symbols' vectors and the recurrent layers of a language model as the beginning of a labelling model (Dai, Le 2015). A
 * symbol that both know has its vector; each recurrent layer is that of the same place, and a layer that also reads backwards
 * has its forward half from there if it is the lowest. Immutable, safe for many threads.
 *
 * <pre>{@code
 * var taken = new LanguageEncoder(LanguageModelFile.load(path)).into(tagger, settings.encoder(), coder);
 * taken.symbols();         // how many of the coder's symbols the language model knows
 * taken.fresh();           // [head.w, head.b]
 * }</pre>
 *
 * @param file the language model
 */
public record LanguageEncoder(LanguageModelFile file) {
    private static final String TABLE = "input.steps.embed.table";
    private static final String LOWEST = "rnn.layers.0.";

    /**
     * What a model has from a language model.
     *
     * @param symbols how many symbols have its vectors
     * @param weights the names of the weights of recurrent layers that were copied
     * @param fresh the names of the weights that are as they were: one that also stands among the others is so in part, in
     *     the rows that read spellings; the table of the symbols is not among them
     */
    public record Taken(int symbols, List<String> weights, List<String> fresh) {
        public Taken {
            weights = List.copyOf(weights);
            fresh = List.copyOf(fresh);
        }
    }

    /**
     * Gives it to a model, in place; nothing changes where it does not fit.
     *
     * @param model a {@link Classifier} or {@link Tagger} with fresh weights
     * @param encoder the settings of its layers
     * @param coder its symbols
     * @throws IllegalArgumentException when symbols, sizes or cells are others: what is wrong and what is expected
     */
    public Taken into(Record model, Encoder encoder, TextCoder coder) {
        requireRecurrent();
        int known = known(coder);
        requireCells(encoder);
        var ours = Tree.flatten(model);
        requireVectors(ours);
        var theirs = new LinkedHashMap<String, Tensor>();
        Tree.flatten(file.model().rnn()).forEach((name, weight) -> theirs.put(place("rnn." + name), weight));
        var taken = new LinkedHashMap<String, Tensor>();
        var fresh = new ArrayList<String>();
        ours.forEach((name, weight) -> {
            var source = theirs.get(place(name));
            if (source != null) {
                requireShape(name, source, weight, coder.units());
                taken.put(name, source);
            }
            if (!name.equals(TABLE) && (source == null || source.size() < weight.size())) {
                fresh.add(name);
            }
        });
        if (taken.keySet().stream().noneMatch(name -> place(name).startsWith(LOWEST))) {
            throw wrong(
                    "its lowest layer has no place in this model, which does not begin with one that reads forwards");
        }
        taken.forEach((name, source) -> copy(source.toArray(), ours.get(name)));
        copyRows(coder, ours.get(TABLE));
        return new Taken(known, List.copyOf(taken.keySet()), fresh);
    }

    /** Where a weight stands, whatever is around its layer, and whichever way a lowest one reads. */
    private static String place(String name) {
        return name.replace(".layer.cell.", ".cell.").replace(LOWEST + "forward.", LOWEST);
    }

    private void requireRecurrent() {
        if (file.settings().model() != LanguageModel.Kind.RNN) {
            throw new IllegalArgumentException(
                    "a language model that is a transformer; expected one of recurrent layers");
        }
    }

    private int known(TextCoder coder) {
        var level = coder.units() == Units.CHAR ? Level.CHAR : Level.WORD;
        if (file.tokenizer().level() != level) {
            throw new IllegalArgumentException("a language model of the level "
                    + file.tokenizer().level().name().toLowerCase(Locale.ROOT) + "; expected one of the level "
                    + level.name().toLowerCase(Locale.ROOT) + ", or other --units");
        }
        int known = (int) coder.symbols().symbols().stream()
                .filter(symbol -> !symbol.equals(Vocabulary.UNKNOWN))
                .filter(file.tokenizer().vocabulary()::contains)
                .count();
        if (known == 0) {
            throw new IllegalArgumentException(
                    "knows none of the symbols of the training data; is it another language?");
        }
        return known;
    }

    /** Cells of other kinds may have weights of the same names and shapes. */
    private void requireCells(Encoder encoder) {
        var theirs = file.settings().rnn().kinds();
        var ours = encoder.rnn().kinds();
        int common = encoder.bidirectional() ? 1 : Math.min(theirs.size(), ours.size());
        for (int i = 0; i < common; i++) {
            if (theirs.get(i) != ours.get(i)) {
                throw wrong("layer " + i + " is " + theirs.get(i).label() + " there and "
                        + ours.get(i).label() + " here");
            }
        }
    }

    private void requireVectors(Map<String, Tensor> ours) {
        int given = ours.containsKey(TABLE) ? ours.get(TABLE).columns() : 0;
        int needed = file.model().embed().features();
        if (given != needed) {
            throw wrong("vectors of symbols have " + needed + " numbers there and " + given + " here");
        }
    }

    /** Behind a word's vector stands that of its spelling, which the lowest layer reads with rows of its own. */
    private void requireShape(String name, Tensor theirs, Tensor ours, Units units) {
        boolean longer = units == Units.BOTH
                && theirs.rank() == 2
                && ours.rank() == 2
                && theirs.rows() == file.model().embed().features()
                && theirs.columns() == ours.columns()
                && theirs.rows() < ours.rows();
        if (!longer && !Arrays.equals(theirs.shape(), ours.shape())) {
            throw wrong(name + " is " + Arrays.toString(theirs.shape()) + " there and " + Arrays.toString(ours.shape())
                    + " here");
        }
    }

    private IllegalArgumentException wrong(String complaint) {
        var rnn = file.settings().rnn();
        var cells = rnn.kinds().stream().map(CellKind::label).toList();
        boolean alike = cells.stream().distinct().count() == 1;
        return new IllegalArgumentException(complaint + "; expected --embedding "
                + file.model().embed().features() + (alike ? " --cell " : " --cells ")
                + (alike ? cells.getFirst() : String.join(",", cells)) + " --hidden " + rnn.hidden());
    }

    private static void copy(float[] values, Tensor into) {
        into.change((w, first, last) -> {
            int end = Math.min(last, values.length);
            System.arraycopy(values, Math.min(first, end), w, Math.min(first, end), end - Math.min(first, end));
        });
    }

    private void copyRows(TextCoder coder, Tensor table) {
        var vocabulary = file.tokenizer().vocabulary();
        var theirs = file.model().embed().table().toArray();
        var values = table.toArray();
        int width = table.columns();
        for (int row = 0; row < coder.symbols().size(); row++) {
            int from = vocabulary.id(coder.symbols().symbol(row));
            if (from >= 0) {
                System.arraycopy(theirs, from * width, values, row * width, width);
            }
        }
        copy(values, table);
    }
}
