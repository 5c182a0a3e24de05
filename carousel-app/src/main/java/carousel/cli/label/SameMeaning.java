package carousel.cli.label;

import carousel.cli.run.RunTarget;
import carousel.model.ClassifierFile;
import carousel.model.Encoder;
import carousel.model.LanguageModelFile;
import carousel.model.ModelFile;
import carousel.model.SequenceModelFile;
import carousel.model.TaggerFile;
import carousel.model.TranslatorFile;
import carousel.model.input.Coder;
import carousel.model.input.TextCoder;
import carousel.model.label.LanguageEncoder;
import carousel.store.WarmStart;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A model that begins with the weights of another wherever they stand for the same things: symbols and answers have an order
 * of their own in each. Immutable.
 *
 * @param model to begin
 * @param encoder the settings of its layers
 * @param coder examples to numbers
 * @param key numbers to answers, as lists
 */
record SameMeaning(Record model, Encoder encoder, Coder coder, Map<String, List<String>> key) {

    /** Gives the model what it can use of another one. */
    RunTarget.Taken of(ModelFile file) {
        return switch (file) {
            case ClassifierFile other ->
                named(
                        file,
                        other.coder().toLists().equals(coder.toLists()),
                        other.key().toLists().equals(key));
            case TaggerFile other ->
                named(
                        file,
                        other.coder().toLists().equals(coder.toLists()),
                        other.key().toLists().equals(key));
            case LanguageModelFile other -> encoder(other);
            case SequenceModelFile other -> named(other, false, false);
            case TranslatorFile other -> named(other, false, false);
        };
    }

    private RunTarget.Taken named(ModelFile file, boolean sameInputs, boolean sameAnswers) {
        Predicate<String> same = name -> name.startsWith("rnn.")
                || name.startsWith("pool.")
                || (name.startsWith("input.") ? sameInputs : sameAnswers);
        return RunTarget.Taken.of(WarmStart.copy(Tree.flatten(file.model()), model, same));
    }

    private RunTarget.Taken encoder(LanguageModelFile file) {
        if (!(coder instanceof TextCoder texts)) {
            throw new IllegalArgumentException("a language model; expected another model of series");
        }
        var taken = new LanguageEncoder(file).into(model, encoder, texts);
        int others = texts.symbols().size() - 1 - taken.symbols(); // the unknown one is none
        var fresh = new ArrayList<String>(others == 0 ? List.of() : List.of(vectors(others)));
        taken.fresh().forEach(name -> fresh.add(taken.weights().contains(name) ? name + " in part" : name));
        return new RunTarget.Taken(
                vectors(taken.symbols()) + " and " + taken.weights().size() + " weights of the recurrent layers",
                fresh);
    }

    private static String vectors(int symbols) {
        return symbols == 1 ? "the vector of 1 symbol" : "the vectors of " + symbols + " symbols";
    }
}
