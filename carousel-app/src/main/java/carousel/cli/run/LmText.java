package carousel.cli.run;

import carousel.cli.run.LmOptions.Reading;
import carousel.data.TextFile;
import carousel.store.Provenance;
import carousel.text.DataException;
import carousel.text.Level;
import carousel.text.Tokenizer;
import carousel.text.Unknown;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a language model learns from: a text to train on, one to validate on, and the vocabulary. Immutable as long as nobody
 * writes into the arrays.
 *
 * @param where the training file, for messages
 * @param tokenizer made from the training text
 * @param train symbols to learn from
 * @param valid symbols to validate on
 * @param validCharacters of the validation text (bytes at byte level)
 * @param data the files by role
 */
public record LmText(
        String where,
        Tokenizer tokenizer,
        int[] train,
        int[] valid,
        long validCharacters,
        Map<String, Provenance.Data> data) {

    static LmText read(LmOptions options) {
        var reading = options.reading();
        var train = file(options.job().train(), reading);
        return options.job().hasValid()
                ? beside(train, file(options.job().valid(), reading), reading)
                : heldOut(train, reading);
    }

    private static TextFile file(Path path, Reading reading) {
        return reading.input().read(path.toString());
    }

    private static LmText beside(TextFile train, TextFile valid, Reading reading) {
        var text = reading.level() == Level.BYTE ? "" : train.text();
        var tokenizer = tokenizer(text, reading);
        var ids = valid.ids(tokenizer, reading.unknowns().choice());
        return of(train, tokenizer, train.ids(tokenizer, Unknown.REFUSE), ids, characters(valid, ids, reading.level()))
                .with("valid", valid);
    }

    /**
     * Holds out the last part of a file. Characters are those of the whole file; words only those of the part that is
     * learned from, which ends with a line.
     */
    public static LmText heldOut(TextFile file, Reading reading) {
        if (reading.level() == Level.WORD) {
            return words(file, reading);
        }
        var text = reading.level() == Level.BYTE ? "" : file.text();
        var tokenizer = tokenizer(text, reading);
        var ids = file.ids(tokenizer, Unknown.REFUSE);
        int cut = ids.length - (int) Math.round(ids.length * reading.validFraction());
        var valid = Arrays.copyOfRange(ids, cut, ids.length);
        return of(file, tokenizer, Arrays.copyOf(ids, cut), valid, valid.length);
    }

    private static LmText words(TextFile file, Reading reading) {
        var text = file.text();
        int from = text.length() - (int) Math.round(text.length() * reading.validFraction());
        int cut = text.lastIndexOf('\n', from - 1) + 1;
        if (cut == 0) {
            throw new DataException(file.where() + ": no line ends before the last " + reading.validFraction()
                    + " of it, so nothing can be held out; give --valid or lower --valid-fraction");
        }
        var held = text.substring(cut);
        var tokenizer = tokenizer(text.substring(0, cut), reading);
        return of(
                file,
                tokenizer,
                tokenizer.ids(text.substring(0, cut)),
                tokenizer.ids(held),
                held.codePointCount(0, held.length()));
    }

    private static Tokenizer tokenizer(String text, Reading reading) {
        return switch (reading.level()) {
            case BYTE -> Tokenizer.bytes();
            case CHAR -> Tokenizer.characters(text, reading.letters());
            case WORD -> Tokenizer.words(text, reading.letters(), reading.minCount());
        };
    }

    private static LmText of(TextFile file, Tokenizer tokenizer, int[] train, int[] valid, long validCharacters) {
        if (train.length == 0 || valid.length == 0) {
            throw new DataException(file.where() + ": too short to hold a part out for validation ("
                    + (train.length + valid.length) + " symbols); use a longer text or give --valid");
        }
        return new LmText(file.where(), tokenizer, train, valid, validCharacters, Map.of()).with("train", file);
    }

    private LmText with(String role, TextFile file) {
        var more = new LinkedHashMap<>(data);
        more.put(role, new Provenance.Data(file.name(), file.sha256()));
        return new LmText(where, tokenizer, train, valid, validCharacters, more);
    }

    /** What bits per character divide by: characters, or bytes at byte level. */
    static long characters(TextFile file, int[] ids, Level level) {
        return level == Level.WORD ? file.text().codePoints().count() : ids.length;
    }
}
