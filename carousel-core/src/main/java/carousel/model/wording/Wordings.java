package carousel.model.wording;

import static carousel.store.Settings.require;

import carousel.data.labelled.SentencePair;
import java.util.List;
import java.util.stream.Stream;

/**
 * Both sides of a translation: texts to symbols and back. Immutable, safe for many threads.
 *
 * @param source of what is translated
 * @param target of the translations
 */
public record Wordings(Wording source, Wording target) {

    /** Learnt from pairs, but not from those that are known to be longer than allowed. */
    public static Wordings learn(Writing writing, List<SentencePair> pairs) {
        var blank = blank(writing);
        var learnt = blank.upTo(writing.maxLength(), pairs);
        return new Wordings(
                blank.source.learned(blank.sources(learnt), writing),
                blank.target.learned(blank.targets(learnt), writing));
    }

    /**
     * The same with one list of symbols for both sides.
     *
     * @throws IllegalArgumentException where the sides have other levels
     */
    public static Wordings learnAsOne(Writing writing, List<SentencePair> pairs) {
        var blank = blank(writing);
        require(
                blank.source.level() == blank.target.level(),
                "tied",
                "none or output where the sides have other levels",
                "all");
        var learnt = blank.upTo(writing.maxLength(), pairs);
        var both = blank.source.learned(Stream.concat(blank.sources(learnt), blank.targets(learnt)), writing);
        return new Wordings(both, both.in(blank.target.language()));
    }

    private static Wordings blank(Writing writing) {
        return new Wordings(
                Wording.blank(writing.source(), writing.sourceLanguage(), writing.letters()),
                Wording.blank(writing.target(), writing.targetLanguage(), writing.letters()));
    }

    private List<SentencePair> upTo(int longest, List<SentencePair> pairs) {
        return pairs.stream()
                .filter(pair -> source.mayHave(pair.source(), longest) && target.mayHave(pair.target(), longest))
                .toList();
    }

    private Stream<String> sources(List<SentencePair> pairs) {
        return pairs.stream().map(pair -> source.prepared(pair.source()));
    }

    private Stream<String> targets(List<SentencePair> pairs) {
        return pairs.stream().map(pair -> target.prepared(pair.target()));
    }

    /**
     * What the words of a translation looked at.
     *
     * @param text that was translated
     * @param read its symbols
     * @param said those of the translation
     * @param attention for each symbol said the weight of each read
     */
    public Alignment alignment(String text, int[] read, int[] said, float[][] attention) {
        return Alignment.of(source.parts(text, read), target.parts(said), attention);
    }
}
