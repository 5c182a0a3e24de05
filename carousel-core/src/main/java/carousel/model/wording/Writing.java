package carousel.model.wording;

import static carousel.store.Settings.require;

import carousel.store.Setting;
import carousel.store.Settings;
import carousel.text.Case;
import carousel.text.subword.SubwordKind;
import java.util.List;

/** How the texts of both sides of a translation become symbols, as settings. Immutable. */
public record Writing(
        @Setting(value = "what the symbols of both sides are: word, char or subword", preset = "word")
        WritingLevel level,

        @Setting("the same of the source alone") String sourceLevel,

        @Setting("the same of the target alone") String targetLevel,

        @Setting(
                value = "how source words are found: between white space (any), or as Moses has it (english, german)",
                preset = "any")
        Language sourceLanguage,

        @Setting(value = "the same of the target; translations are put together by the same rules", preset = "any")
        Language targetLanguage,

        @Setting("lower-case both sides first") boolean lowerCase,

        @Setting(value = "words or characters that are rarer on their side become <unk>", preset = "1")
        int minCount,

        @Setting(value = "subword level: so many different pieces at most, on each side", preset = "8000")
        int pieces,

        @Setting(
                value = "subword level: how pieces are learnt, by joining (bpe) or by leaving out (unigram)",
                preset = "bpe")
        SubwordKind subwords,

        @Setting(
                value =
                        "pairs with more symbols on a side are not learned from; what is written later is no longer either",
                preset = "100")
        int maxLength) {

    private static final List<String> LEVELS = new Settings.Entry("level", WritingLevel.class, "", "").choices();

    public Writing {
        var source = level("source-level", sourceLevel, level);
        var target = level("target-level", targetLevel, level);
        requireWords("source-language", sourceLanguage, source);
        requireWords("target-language", targetLanguage, target);
        require(minCount > 0, "min-count", "1 or more", minCount);
        require(pieces > 2, "pieces", "3 or more", pieces);
        require(maxLength > 0, "max-length", "1 or more", maxLength);
    }

    private static WritingLevel level(String key, String own, WritingLevel both) {
        if (own.isEmpty()) {
            return both;
        }
        int known = LEVELS.indexOf(own);
        require(known >= 0, key + ": expected word, char or subword, got '" + own + "'");
        return WritingLevel.values()[known];
    }

    private static void requireWords(String key, Language language, WritingLevel level) {
        require(
                language == Language.ANY || level != WritingLevel.CHAR,
                key,
                "any at the level of characters",
                language);
    }

    WritingLevel source() {
        return level("source-level", sourceLevel, level);
    }

    WritingLevel target() {
        return level("target-level", targetLevel, level);
    }

    Case letters() {
        return lowerCase ? Case.LOWER : Case.KEEP;
    }
}
