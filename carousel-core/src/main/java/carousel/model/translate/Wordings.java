package carousel.model.translate;

import static carousel.store.Settings.require;

import carousel.data.labelled.SentencePair;
import carousel.layer.Init;
import java.util.List;
import java.util.stream.Stream;

/**
 * Both sides of a translation: texts to symbols and back. Immutable, safe for many threads.
 *
 * @param source of what is translated
 * @param target of the translations
 */
public record Wordings(Wording source, Wording target) {

    /**
     * Learnt from pairs, but not from those that are known to be longer than allowed; where all tables are one, both sides together have one list of symbols.
     *
     * @throws IllegalArgumentException where they cannot have one
     */
    public static Wordings learn(Writing writing, Seq2Seq.Tying tied, List<SentencePair> all) {
        var source = Wording.blank(writing.source(), writing.sourceLanguage(), writing.letters());
        var target = Wording.blank(writing.target(), writing.targetLanguage(), writing.letters());
        int longest = writing.maxLength();
        var pairs = all.stream()
                .filter(pair -> source.mayHave(pair.source(), longest) && target.mayHave(pair.target(), longest))
                .toList();
        if (tied != Seq2Seq.Tying.ALL) {
            return new Wordings(
                    source.learned(sources(source, pairs), writing), target.learned(targets(target, pairs), writing));
        }
        require(source.level() == target.level(), "tied", "none or output where the sides have other levels", tied);
        var both = source.learned(Stream.concat(sources(source, pairs), targets(target, pairs)), writing);
        return new Wordings(both, both.in(target.language()));
    }

    private static Stream<String> sources(Wording wording, List<SentencePair> pairs) {
        return pairs.stream().map(pair -> wording.prepared(pair.source()));
    }

    private static Stream<String> targets(Wording wording, List<SentencePair> pairs) {
        return pairs.stream().map(pair -> wording.prepared(pair.target()));
    }

    /** A model of these symbols with fresh weights. */
    public TranslationModel model(TranslationSettings settings, Init init) {
        var symbols = target.vocabulary();
        return TranslationModel.of(settings, symbols.size(), symbols.end(), likeness(), init);
    }

    /** Which symbols of both sides are spelled alike; all others of the source are unknown to the target. */
    private Likeness likeness() {
        var symbols = source.vocabulary().symbols().stream()
                .mapToInt(symbol -> {
                    int id = target.vocabulary().id(symbol);
                    return id < 0 ? target.vocabulary().unknown() : id;
                })
                .toArray();
        return new Likeness(symbols, source.vocabulary().end());
    }

    /** Pairs of texts as symbols. */
    public Bitext ids(List<SentencePair> pairs) {
        return new Bitext(
                pairs.stream().map(pair -> source.ids(pair.source())).toList(),
                pairs.stream().map(pair -> target.ids(pair.target())).toList());
    }
}
