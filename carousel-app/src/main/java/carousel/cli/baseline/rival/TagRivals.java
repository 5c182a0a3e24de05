package carousel.cli.baseline.rival;

import carousel.baseline.MostFrequentTag;
import carousel.baseline.TaggedWords;
import carousel.baseline.state.HmmTagger;
import carousel.cli.baseline.Contest;
import carousel.cli.baseline.Measure;
import carousel.cli.baseline.Rival;
import carousel.cli.baseline.Tally;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.data.labelled.Split;
import carousel.model.label.Answer;
import carousel.model.label.TagKey;
import carousel.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a tagger must beat: each word's most frequent tag, a hidden Markov model, a network that sees a window; and for what it
 * says of whole sentences, linear models. Immutable.
 *
 * @param kind what a tag speaks of
 * @param train sentences to learn from
 * @param valid sentences to choose by; perhaps none
 * @param test sentences to score on
 */
public record TagRivals(TagKey.Kind kind, Labelled<Sentence> train, Labelled<Sentence> valid, Labelled<Sentence> test) {

    /**
     * The contest for the tags: the F1 of spans, or the accuracy of tags.
     *
     * @param network the tags that it gives the sentences to score on
     */
    public Contest tags(Supplier<List<List<String>>> network) {
        return new Contest(
                kind == TagKey.Kind.SPANS ? Measure.F1 : Measure.ACCURACY,
                () -> tally(network.get()),
                List.of(),
                List.of(
                        Rival.of(
                                "most_frequent_tag",
                                "most frequent tag",
                                () -> tally(said(all -> MostFrequentTag.of(all)::tags))),
                        Rival.of("hmm", "hidden Markov model", () -> tally(said(all -> HmmTagger.of(all)::tags))),
                        new Rival("window_mlp", "window MLP", seconds -> WindowTags.scored(this, seconds))));
    }

    /**
     * The contest for what is said of whole sentences.
     *
     * @param network what it says of the sentences to score on
     */
    public Contest intents(Supplier<List<String>> network) {
        var material = new Material<Sentence>(Answer.ONE, sentence -> List.of(sentence.label()), train, valid, test);
        return new Contest(
                Measure.INTENT_ACCURACY,
                () -> Tally.hits(
                        material.right(), network.get().stream().map(List::of).toList()),
                List.of(),
                LabelRivals.ofSentences(material));
    }

    /** The same with a part of what is learned from to choose by, where there is nothing else. */
    TagRivals divided() {
        var split = Split.choosing(train, valid);
        return new TagRivals(kind, split.train(), split.held(), test);
    }

    /** What has become of tags that something gave the sentences to score on. */
    Tally tally(List<List<String>> said) {
        var right = test.examples().stream().map(Sentence::tags).toList();
        return kind == TagKey.Kind.SPANS ? Tally.spans(right, said) : Tally.tags(right, said);
    }

    /** Tags as they stand in the file: few of them, where spans may begin and end in many ways. */
    private List<List<String>> said(Function<List<TaggedWords>, Function<List<String>, int[]>> learner) {
        var names = Vocabulary.of(train.examples().stream()
                .flatMap(sentence -> sentence.tags().stream())
                .distinct()
                .sorted()
                .toList());
        var tagger = learner.apply(train.examples().stream()
                .map(sentence -> new TaggedWords(
                        sentence.words(),
                        sentence.tags().stream().mapToInt(names::id).toArray()))
                .toList());
        return test.examples().stream()
                .map(sentence -> {
                    Rival.mayGoOn();
                    return Arrays.stream(tagger.apply(sentence.words()))
                            .mapToObj(names::symbol)
                            .toList();
                })
                .toList();
    }
}
