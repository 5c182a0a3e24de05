package carousel.cli.label;

import carousel.cli.run.TrainingRun;
import carousel.model.ModelFile;
import carousel.store.WarmStart;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A run of training a model that says something of sequences or of their steps. */
interface LabelRun extends TrainingRun.Trained {

    /** The run, ready to begin. */
    TrainingRun training();

    /** What is trained. */
    Record model();

    /** How good the model is, by the names that every command uses. */
    SequencedMap<String, Object> scores();

    /** Takes the weights of the finished model in its file. */
    default void take() {
        var finished = ModelFile.load(training().files().model());
        WarmStart.copy(Tree.flatten(finished.model()), model(), name -> true);
    }

    @Override
    default List<String> next() {
        return List.of("next:", "  carousel predict " + training().files().model() + " FILE");
    }

    /** Scores on test examples, if there are any, and under a name of their own those on the validation examples. */
    static SequencedMap<String, Object> beside(Map<String, Object> test, Map<String, Object> valid) {
        var figures = new LinkedHashMap<>(test);
        valid.forEach((name, value) -> figures.put("valid_" + name, value));
        return figures;
    }
}
