package carousel.cli;

import carousel.cli.label.answer.Labelling;
import carousel.cli.label.answer.Streaming;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.UsageException;
import carousel.cli.translate.answer.Answering;
import carousel.cli.translate.answer.Decoding;
import carousel.data.labelled.Series;
import carousel.model.ClassifierFile;
import carousel.model.LanguageModelFile;
import carousel.model.ModelFile;
import carousel.model.SequenceModelFile;
import carousel.model.TaggerFile;
import carousel.model.TranslatorFile;
import carousel.model.input.SeriesCoder;
import carousel.store.Setting;
import carousel.store.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code carousel predict}. Immutable. */
record Predict() implements Command<Predict.Options> {
    private static final int AT_ONCE = 4096;
    private static final int TRANSLATED_AT_ONCE = 256; // what takes long is not waited for
    private static final String GENERATE = "a language model: use carousel generate or score";

    /** The options. Immutable. */
    record Options(
            @Setting(
                    value = "show so many labels with their probabilities, or each tag with its own; 0: the best label",
                    preset = "0")
            int top,

            @Setting("answer each line of standard input before the next is read; for models that read forwards")
            boolean stream,

            @Setting("with --stream, of a tagger: a word in each line, and an empty line between sentences")
            boolean words,

            Answering answering,
            Input input,
            Threads threads) {

        Options {
            Settings.require(top >= 0, "top", "0 or more", top);
            Settings.require(stream || !words, "words", "together with --stream", words);
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "predict",
                List.of("MODEL", "[FILE]"),
                "",
                "Label new examples: one line in, one line out.",
                """

                Of a classifier of texts each line is a text, and the answer its label, a TAB and the probability; where
                several labels may hold, all that are likelier than not. Of a tagger each line is a sentence with blanks
                between the words, and the answer has a tag for each, behind the intent and a TAB if the model knows intents.
                A classifier of series reads a .ts file, the images of an idx file, or a series of numbers in each line.
                Of a translator each line is a sentence, and the answer its translation; --prefix, --lexicon, --pattern and
                --rearranged say what it may be. Words are held against them as the model writes them: in lower case if it
                does so, with a blank between them and before marks.
                The likeliest is sought, as --beam and the penalties say, or with --sample one is drawn, as --temperature,
                --top-k, --top-p and --seed say; what is drawn for a line depends on its number and on no other line.
                Without FILE, or with -, standard input is read.

                With --stream every line is answered before the next is read, and with --words every word of a tagger, which
                keeps a state between words instead of the words themselves: the answers are those of whole sentences.""",
                "carousel predict reviews.safetensors new.txt --top 2");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var path = Path.of(operands.getFirst());
        var place = operands.size() > 1 ? operands.get(1) : "-";
        long start = System.nanoTime();
        if (options.stream() && !place.equals("-")) {
            throw new UsageException("--stream: reads standard input; leave " + place + " out, or --stream");
        }
        var figures = new LinkedHashMap<String, Object>();
        int lines = options.threads()
                .call(() -> options.stream()
                        ? streamed(path, options, console)
                        : all(path, place, options, console, figures));
        figures.putFirst("sequences", lines);
        figures.put("seconds", (System.nanoTime() - start) / 1e9);
        console.json(figures);
        return DONE;
    }

    private static int streamed(Path path, Options options, Console console) {
        var streaming = new Streaming(options.input(), console);
        return switch (load(path, options)) {
            case TaggerFile file when options.words() -> streaming.words(file, options.top());
            case TaggerFile file -> streaming.of(file, options.top());
            case ClassifierFile file when !options.words() -> streaming.of(file, options.top());
            case ClassifierFile file -> throw other(path, "a classifier: --words is for taggers");
            case LanguageModelFile file -> throw other(path, GENERATE);
            case SequenceModelFile file -> throw other(path, task(file));
            case TranslatorFile _ -> throw other(path, "a translator, which reads to the end: leave --stream out");
        };
    }

    private static ModelFile load(Path path, Options options) {
        var file = ModelFile.load(path);
        if (!(file instanceof TranslatorFile)) {
            Decoding.refuse(options.answering(), path);
        } else if (options.top() > 0) {
            throw new UsageException("--top: not for a translator; use --n-best");
        }
        return file;
    }

    /** The number of lines; other figures are added to these. */
    private static int all(Path path, String place, Options options, Console console, Map<String, Object> figures) {
        return switch (load(path, options)) {
            case ClassifierFile file
            when file.key().answer().number() && options.top() > 0 ->
                throw new UsageException("--top: not for a model that says a number; leave it out");
            case ClassifierFile file
            when file.coder() instanceof SeriesCoder ->
                print(Labelling.of(file, series(file, place, options, console), options.top()), console);
            case ClassifierFile file -> each(place, options, AT_ONCE, Labelling.of(file, options.top()), console);
            case TaggerFile file -> each(place, options, AT_ONCE, Labelling.of(file, options.top()), console);
            case LanguageModelFile file -> throw other(path, GENERATE);
            case SequenceModelFile file -> throw other(path, task(file));
            case TranslatorFile file -> {
                var where = place.equals("-") ? "standard input" : place;
                var answers = options.answering().of(file.translator(), where, options.input(), console);
                int lines = each(place, options, TRANSLATED_AT_ONCE, answers::to, console);
                figures.putAll(answers.finish());
                yield lines;
            }
        };
    }

    private static String task(SequenceModelFile file) {
        return "a model of the task " + file.spec() + ": use carousel eval";
    }

    private static UsageException other(Path path, String what) {
        return new UsageException(path + ": " + what);
    }

    private static List<Series> series(ClassifierFile file, String place, Options options, Console console) {
        var series = Labelling.series(file, place, options.input().unusual());
        series.remarks().forEach(remark -> console.note(series.name() + ": " + remark));
        return series.examples();
    }

    private static int each(
            String place, Options options, int atOnce, UnaryOperator<List<String>> answers, Console console) {
        var file = options.input().read(place);
        file.remarks().forEach(remark -> console.note(file.name() + ": " + remark));
        var lines = file.text().lines().toList();
        for (int from = 0; from < lines.size(); from += atOnce) {
            var some = lines.subList(from, Math.min(lines.size(), from + atOnce));
            print(Labelling.answers(answers, some, file.where(), from), console);
        }
        return lines.size();
    }

    private static int print(List<String> lines, Console console) {
        lines.forEach(console::line);
        return lines.size();
    }
}
