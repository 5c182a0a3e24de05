package carousel.cli.label.answer;

import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.LineStream;
import carousel.cli.shell.UsageException;
import carousel.data.TextFile;
import carousel.data.labelled.Series;
import carousel.data.reader.SeriesTable;
import carousel.layer.SequenceLayer;
import carousel.model.ClassifierFile;
import carousel.model.Encoder;
import carousel.model.TaggerFile;
import carousel.model.input.SeriesCoder;
import carousel.model.label.RunningTagger;
import carousel.text.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Answers each line of standard input before it reads the next. One thread at a time.
 *
 * @param input how the lines are encoded
 * @param console where the answers go
 */
public record Streaming(Input input, Console console) {
    private static final String WHERE = "standard input";

    /** What a classifier says of each line; the number of lines. */
    public int of(ClassifierFile file, int top) {
        requireForwards(file.model().rnn());
        if (file.coder() instanceof SeriesCoder) {
            return lines((line, number) ->
                    Labelling.of(file, series(line, number), top).getFirst());
        }
        var answers = Labelling.of(file, top);
        return lines((line, number) ->
                Labelling.answers(answers, List.of(line), WHERE, number - 1).getFirst());
    }

    /** What a tagger says of each sentence; the number of lines. */
    public int of(TaggerFile file, int top) {
        requireForwards(file.model().rnn());
        var answers = Labelling.of(file, top);
        return lines((line, number) ->
                Labelling.answers(answers, List.of(line), WHERE, number - 1).getFirst());
    }

    /** What a tagger says of each word, an empty line standing between sentences; the number of lines. */
    public int words(TaggerFile file, int top) {
        requireForwards(file.model().rnn());
        var tagger = tagger(file);
        if (file.key().intents().size() > 0) {
            console.note("intents are of whole sentences: they are left out, word by word");
        }
        return lines((line, number) -> {
            var word = line.strip();
            if (word.isEmpty()) {
                tagger.end();
                return "";
            }
            if (word.split("\\s+").length > 1) {
                throw new DataException(
                        WHERE + ":" + number + ": several words; expected one in each line with --words,"
                                + " and an empty line between sentences");
            }
            var said = tagger.next(word);
            return top > 0 ? String.format(Locale.ROOT, "%s=%.4f", said.tag(), said.probability()) : said.tag();
        });
    }

    private static RunningTagger tagger(TaggerFile file) {
        try {
            return RunningTagger.of(file);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--words: " + e.getMessage());
        }
    }

    private static void requireForwards(SequenceLayer layers) {
        if (!Encoder.forwards(layers)) {
            throw new UsageException("--stream: the model does not read forwards alone, so it has to wait for the end;"
                    + " leave --stream out, or train one without --bidirectional and --reading");
        }
    }

    private static List<Series> series(String line, int number) {
        try (var bytes = new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8))) {
            var file = TextFile.read(WHERE + ", line " + number, bytes, StandardCharsets.UTF_8);
            return SeriesTable.of(SeriesTable.Label.NONE).read(file).examples();
        } catch (IOException e) {
            throw new UncheckedIOException(WHERE + ": " + e.getMessage(), e);
        }
    }

    private interface Answer {
        String of(String line, int number);
    }

    private int lines(Answer answer) {
        return new LineStream(WHERE, System.in, input.charset())
                .each((line, number) -> console.piece(answer.of(line, number) + "\n"));
    }
}
