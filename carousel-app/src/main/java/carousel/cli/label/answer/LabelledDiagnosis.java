package carousel.cli.label.answer;

import carousel.cli.label.read.ExampleKind;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.diagnose.Diagnosis;
import carousel.model.ClassifierFile;
import carousel.model.TaggerFile;
import carousel.model.label.LabelMemories;

/** How far labelling models remember, on labelled data, which is read as their training data was. Safe for many threads. */
public final class LabelledDiagnosis {
    private LabelledDiagnosis() {}

    /** Of a classifier on a file or folder. */
    public static Diagnosis of(ClassifierFile file, String data, int sequences) {
        var examples = LabelledEvaluation.reader(file, data, "");
        return examples.isSeries(data)
                ? of(file, new ExampleKind.Numbers(), examples.series(data), sequences)
                : of(file, new ExampleKind.Texts(), examples.texts(data), sequences);
    }

    /** Labels that were never seen have no loss. */
    private static <E extends Item<E>> Diagnosis of(
            ClassifierFile file, ExampleKind<E> kind, Labelled<E> all, int sequences) {
        var key = file.key();
        var known = all.with(all.examples().stream()
                .filter(example -> key.answer().number()
                        || kind.labels(example).stream()
                                .allMatch(label -> key.classes().contains(label)))
                .toList());
        var part = kind.part(known, file.coder(), key);
        return LabelMemories.of(file.model(), part.source(), part.targets(key), sequences);
    }

    /** Of a tagger on a file. */
    public static Diagnosis of(TaggerFile file, String data, int sequences) {
        var sentences = LabelledEvaluation.reader(file, data).read(data).examples();
        var source = file.coder().source(sentences.stream().map(Sentence::words).toList());
        var tags = sentences.stream().map(Sentence::tags).toList();
        return LabelMemories.of(file.model(), file.key(), source, tags, sequences);
    }
}
