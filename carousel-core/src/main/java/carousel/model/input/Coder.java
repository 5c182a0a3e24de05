package carousel.model.input;

import carousel.layer.Dropout;
import carousel.layer.Init;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** How examples become the numbers that a labelling model reads; saved with the model. */
public sealed interface Coder permits TextCoder, SeriesCoder {

    /** The first layer of a model behind this coder, with fresh weights. */
    LabelInput input(TextShape text, Dropout dropout, Init init);

    /** Everything that it is, as lists of texts by name; {@link #of} understands them. */
    SequencedMap<String, List<String>> toLists();

    /** What goes in, in a few words. */
    String words();

    /** Inputs for a model's self-check: one sequence of these small whole numbers. */
    Inputs probe(int... numbers);

    /** The coder that was written as these lists. */
    static Coder of(Map<String, List<String>> lists) {
        return lists.containsKey("means") ? SeriesCoder.ofLists(lists) : TextCoder.ofLists(lists);
    }
}
