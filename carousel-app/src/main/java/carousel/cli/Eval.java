package carousel.cli;

import carousel.cli.label.answer.ClassPicture;
import carousel.cli.label.answer.LabelledEvaluation;
import carousel.cli.run.ChartFile;
import carousel.cli.run.Evaluation;
import carousel.cli.run.Figures;
import carousel.cli.run.PictureOptions;
import carousel.cli.run.TaskOptions;
import carousel.cli.run.TaskRun;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.Unknowns;
import carousel.cli.shell.UsageException;
import carousel.cli.translate.Testing;
import carousel.cli.translate.TranslatorEvaluation;
import carousel.cli.translate.answer.Decoding;
import carousel.data.TextFile;
import carousel.kernel.Precision;
import carousel.model.ClassifierFile;
import carousel.model.LanguageModelFile;
import carousel.model.ModelFile;
import carousel.model.SequenceModelFile;
import carousel.model.TaggerFile;
import carousel.model.TranslatorFile;
import carousel.model.label.Answer;
import carousel.store.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** {@code carousel eval}. Immutable. */
record Eval() implements Command<Eval.Options> {

    /** The options. Immutable. */
    record Options(
            @Setting("text to predict, - is standard input; for a classifier or tagger a file like that of its --train;"
                    + " with --task, the folder of the MNIST files if it needs them")
            String data,

            @Setting("reference task to score a model of one on, such as adding:steps=300")
            String task,

            @Setting("weights in 16 bits (bfloat16): faster; also tells how much the loss changes")
            boolean bf16,

            Testing testing,
            PictureOptions picture,
            Unknowns unknowns,
            Input input,
            Threads threads) {

        Options {
            if (!task.isEmpty() && bf16) {
                throw new IllegalArgumentException("bf16: not together with --task; choose one");
            }
            if (!task.isEmpty()) {
                new TaskOptions.Examples(task, Path.of(data), "", 1, 1); // complains
            } else if (data.isEmpty() && !testing.given()) {
                throw new IllegalArgumentException("data: missing; expected a text file, or --task for a model of one");
            }
        }

        private void refuse(Path model, boolean given, String option) {
            if (given) {
                throw new UsageException("--" + option + ": not for a model like " + model + "; leave it out");
            }
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "eval",
                List.of("MODEL"),
                "--data FILE",
                "Score a model on a text, on labelled data, or on a task: loss, perplexity, accuracy, F1.",
                """

                The text is read as one stream from the start state, and every token of it is predicted. The loss is in nats
                per token; it is minus the sum of what 'carousel score' prints, divided by the number of tokens. Bits per
                character are bits per byte for a model of bytes.

                Labelled data is read as the training data was: with the columns and so on that the model's file names, and
                with its encoding unless --encoding says another. A classifier shows its confusions and the scores of each
                class, a tagger those of each span. With --plot a classifier's confusions are drawn, and whether its
                probabilities mean what they say.

                A translator is scored on pairs like those of its --train, or on two files. Its loss is that of the symbols
                and ends that were to be said; BLEU, chrF, TER, word error rate and exact match are those of what it writes,
                beside the other side as it stands in the file, lower-cased if the model is; with --references grouped beside
                all other sides of the same source. --by-length 5 scores five groups of similar length, --compare another
                translator on the same pairs, and --plot draws both. Pairs that are made by a rule are called as in training,
                and generated:NAME:longer.

                A model of a reference task is scored with --task instead of a text.""",
                "carousel eval model.safetensors --data test.txt --json");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var path = Path.of(operands.getFirst());
        options.picture().requireFree();
        var model = ModelFile.load(path);
        if (!(model instanceof TranslatorFile)) {
            Decoding.refuse(options.testing(), path);
        }
        if (options.picture().wanted()
                && !(model instanceof TranslatorFile && options.testing().drawn())) {
            requireClasses(model, path, options.picture());
        }
        var found = switch (model) {
            case SequenceModelFile file -> LabelledEvaluation.of(task(file, path, options));
            case LanguageModelFile file -> LabelledEvaluation.of(text(file, path, options));
            case ClassifierFile file ->
                labelled(
                        options,
                        path,
                        () -> LabelledEvaluation.of(
                                file, options.data(), options.input().unusual()));
            case TaggerFile file ->
                labelled(
                        options,
                        path,
                        () -> LabelledEvaluation.of(
                                file, options.data(), options.input().unusual()));
            case TranslatorFile file ->
                labelled(
                        options,
                        path,
                        () -> TranslatorEvaluation.of(file, path, options.data(), options.testing(), options.input()));
        };
        found.tables().forEach(table -> console.piece(table + "\n"));
        console.piece(Figures.table(found.figures()));
        if (options.picture().wanted()) {
            var picture = found.pictures().getFirst();
            var name = path.getFileName().toString();
            ChartFile.write(options.picture().file(), () -> ChartFile.png(picture.draw(name)));
            console.line(options.picture().plot());
        }
        console.json(found.figures());
        return DONE;
    }

    private static void requireClasses(ModelFile model, Path path, PictureOptions picture) {
        if (!(model instanceof ClassifierFile file) || file.key().answer() != Answer.ONE) {
            throw new UsageException("--plot " + picture.plot() + ": shows which class was taken for which; expected a"
                    + " classifier that gives one label, or --by-length for a translator, which " + path + " is not");
        }
        int classes = file.key().classes().size();
        if (classes > ClassPicture.MOST_CLASSES) {
            throw new UsageException("--plot " + picture.plot() + ": " + classes + " classes; expected at most "
                    + ClassPicture.MOST_CLASSES + " in a picture");
        }
    }

    private static LabelledEvaluation labelled(Options options, Path path, Supplier<LabelledEvaluation> evaluation) {
        options.refuse(path, !options.task.isEmpty(), "task");
        options.refuse(path, options.bf16, "bf16");
        return options.threads().call(evaluation);
    }

    private static SequencedMap<String, Object> task(SequenceModelFile file, Path path, Options options) {
        if (options.task().isEmpty()) {
            throw new UsageException("--task: missing; expected a task for " + path + ", such as " + file.spec());
        }
        var model = file.model();
        var task = TaskOptions.parse(options.task()).task(Path.of(options.data()));
        if (!task.form().fits(model.form())) {
            throw new UsageException(
                    "--task " + options.task() + ": leads " + task.form().words() + "; expected a task that" + " leads "
                            + model.form().words() + ", as that of " + path);
        }
        return options.threads().call(() -> TaskRun.scores(model, task));
    }

    private static SequencedMap<String, Object> text(LanguageModelFile model, Path path, Options options) {
        options.refuse(path, !options.task.isEmpty(), "task");
        var text = options.input().read(options.data());
        return options.threads().call(() -> figures(model, text, options));
    }

    private static SequencedMap<String, Object> figures(LanguageModelFile model, TextFile text, Options options) {
        var full = Evaluation.of(model, text, options.unknowns().choice());
        if (!options.bf16()) {
            return full.figures();
        }
        var halved = Precision.BF16.call(
                () -> Evaluation.of(model, text, options.unknowns().choice()));
        var figures = halved.figures();
        figures.put("full_loss", full.loss());
        figures.put("full_seconds", full.seconds());
        figures.put("lost", halved.loss() - full.loss());
        return figures;
    }
}
