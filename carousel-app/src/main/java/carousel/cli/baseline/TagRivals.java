package carousel.cli.baseline;

import carousel.baseline.MostFrequentTag;
import carousel.baseline.TaggedWords;
import carousel.baseline.state.HmmTagger;
import carousel.data.labelled.Sentence;
import carousel.model.label.TagKey;
import carousel.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a tagger must beat: each word's most frequent tag, and a hidden Markov model. Safe for many threads. */
public final class TagRivals {
    private TagRivals() {}

    /**
     * The contest on sentences to score on: the F1 of spans, or the accuracy of tags.
     *
     * @param network the tags that it gives these sentences
     */
    public static Contest contest(
            TagKey.Kind kind, List<Sentence> train, List<Sentence> test, Supplier<List<List<String>>> network) {
        var right = test.stream().map(Sentence::tags).toList();
        return new Contest(
                kind == TagKey.Kind.SPANS ? Measure.F1 : Measure.ACCURACY,
                () -> tally(kind, right, network.get()),
                List.of(),
                List.of(
                        new Rival(
                                "most_frequent_tag",
                                "most frequent tag",
                                () -> tally(kind, right, said(train, test, all -> MostFrequentTag.of(all)::tags))),
                        new Rival(
                                "hmm",
                                "hidden Markov model",
                                () -> tally(kind, right, said(train, test, all -> HmmTagger.of(all)::tags)))));
    }

    private static Tally tally(TagKey.Kind kind, List<List<String>> right, List<List<String>> said) {
        return kind == TagKey.Kind.SPANS ? Tally.spans(right, said) : Tally.tags(right, said);
    }

    /** Tags as they stand in the file: few of them, where spans may begin and end in many ways. */
    private static List<List<String>> said(
            List<Sentence> train,
            List<Sentence> test,
            Function<List<TaggedWords>, Function<List<String>, int[]>> learner) {
        var names = Vocabulary.of(train.stream()
                .flatMap(sentence -> sentence.tags().stream())
                .distinct()
                .sorted()
                .toList());
        var tagger = learner.apply(train.stream()
                .map(sentence -> new TaggedWords(
                        sentence.words(),
                        sentence.tags().stream().mapToInt(names::id).toArray()))
                .toList());
        return test.stream()
                .map(sentence -> {
                    Rival.mayGoOn();
                    return Arrays.stream(tagger.apply(sentence.words()))
                            .mapToObj(names::symbol)
                            .toList();
                })
                .toList();
    }
}
