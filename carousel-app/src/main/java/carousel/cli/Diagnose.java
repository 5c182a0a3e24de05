package carousel.cli;

import static carousel.store.Settings.require;

import carousel.cli.label.answer.LabelledDiagnosis;
import carousel.cli.run.ChartFile;
import carousel.cli.run.DiagnosisPicture;
import carousel.cli.run.Figures;
import carousel.cli.run.PictureOptions;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.FailedException;
import carousel.cli.shell.Input;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.Unknowns;
import carousel.cli.shell.UsageException;
import carousel.cli.translate.TranslatorDiagnosis;
import carousel.diagnose.Diagnosis;
import carousel.diagnose.TranslationDiagnosis;
import carousel.model.ClassifierFile;
import carousel.model.LanguageModelFile;
import carousel.model.Memories;
import carousel.model.ModelFile;
import carousel.model.SequenceModelFile;
import carousel.model.TaggerFile;
import carousel.model.TranslatorFile;
import carousel.store.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code carousel diagnose}. Immutable. */
record Diagnose() implements Command<Diagnose.Options> {
    private static final String LABELLED = "labelled examples like those of its --train";

    /** The options. Immutable. */
    record Options(
            @Setting(
                    "text to look at a language model with, - is standard input; labelled examples, for a classifier or"
                            + " tagger; the folder of the MNIST files")
            String data,

            @Setting(value = "how many steps to look back in a text", preset = "200")
            int steps,

            @Setting(value = "how many sequences to look at", preset = "16")
            int sequences,

            PictureOptions picture,
            Unknowns unknowns,
            Input input,
            Threads threads) {

        Options {
            require(steps >= 2, "steps", "2 or more", steps);
            require(sequences >= 1, "sequences", "1 or more", sequences);
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "diagnose",
                List.of("MODEL"),
                "[--data FILE]",
                "How far a model remembers, and what its units and gates do.",
                """

                The gradient by lag is how much the loss after the last step of a sequence depends on the state so many steps
                before; the effective memory is the number of steps that hold 99 % of it. A unit is dead when it hardly moves
                and saturated when it is almost always at a bound; a gate is closed below 0.1 and open above 0.9. The spectral
                radius is that of the derivative of a state by the one before.

                A language model is looked at on stretches of a text, a model of a reference task on its test examples, a
                classifier or tagger on labelled examples of one length, which are read as the training data was. The loss is
                that of the class, or of the last word's tag; where an answer comes from all steps or from both ends there is
                no gradient by lag, and the layers are looked at by themselves.

                A translator is looked at on pairs whose sources have one length. The gradient is that of the whole
                translation's loss by the vectors of the source's symbols, so many steps before its end. A look takes in the
                exponential of its entropy in steps; the source is covered where all looks together make up a half or
                more.""",
                "carousel diagnose model.safetensors --data test.txt --plot memory.png");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var path = Path.of(operands.getFirst());
        options.picture().requireFree();
        var found = options.threads().call(() -> found(path, options));
        var diagnosis = found.diagnosis();
        console.piece(text(found));
        if (options.picture().wanted()) {
            requireContents(diagnosis, options.picture());
            ChartFile.write(
                    options.picture().file(),
                    () -> ChartFile.png(
                            DiagnosisPicture.of(diagnosis, path.getFileName().toString())));
            console.line(options.picture().plot());
        }
        console.json(json(found));
        return DONE;
    }

    private static void requireContents(Diagnosis diagnosis, PictureOptions picture) {
        if (!DiagnosisPicture.hasContents(diagnosis)) {
            throw new UsageException("--plot " + picture.plot() + ": neither gradients by lag nor gates to draw");
        }
    }

    /**
     * What was found.
     *
     * @param diagnosis of the recurrent layers
     * @param advice in plain words
     * @param figures that models of one task alone have, by name
     */
    private record Found(Diagnosis diagnosis, List<String> advice, Map<String, Object> figures) {

        static Found of(Diagnosis diagnosis) {
            return new Found(diagnosis, diagnosis.advice(), Map.of());
        }

        static Found of(TranslationDiagnosis diagnosis) {
            return new Found(diagnosis.encoder(), diagnosis.advice(), TranslatorDiagnosis.figures(diagnosis));
        }
    }

    private static Found found(Path path, Options options) {
        try {
            return switch (ModelFile.load(path)) {
                case SequenceModelFile file -> Found.of(ofTask(file, options));
                case LanguageModelFile file -> Found.of(ofText(file, options));
                case ClassifierFile file ->
                    Found.of(LabelledDiagnosis.of(file, data(options, LABELLED), options.sequences()));
                case TaggerFile file ->
                    Found.of(LabelledDiagnosis.of(file, data(options, LABELLED), options.sequences()));
                case TranslatorFile file ->
                    Found.of(TranslatorDiagnosis.of(
                            file,
                            data(options, "pairs like those of its --train"),
                            options.sequences(),
                            options.input()));
            };
        } catch (IllegalArgumentException e) {
            throw new FailedException(path + ": " + e.getMessage(), e);
        }
    }

    private static Diagnosis ofTask(SequenceModelFile file, Options options) {
        if (file.spec().kind().fromFiles() && options.data().isEmpty()) {
            throw new UsageException("--data: missing; expected the folder of the files of " + file.spec());
        }
        return Memories.of(file.model(), file.spec().task(Path.of(options.data())), options.sequences());
    }

    private static Diagnosis ofText(LanguageModelFile file, Options options) {
        var ids = options.input()
                .read(data(options, "a text to look at the model with"))
                .ids(file.tokenizer(), options.unknowns().choice());
        return Memories.of(file.model(), ids, options.steps(), options.sequences());
    }

    private static String data(Options options, String expected) {
        if (options.data().isEmpty()) {
            throw new UsageException("--data: missing; expected " + expected);
        }
        return options.data();
    }

    private static String text(Found found) {
        var diagnosis = found.diagnosis();
        var text = new StringBuilder();
        for (var line : found.advice()) {
            text.append(line).append('\n');
        }
        if (diagnosis.hasGradient()) {
            text.append(line(
                    "%neffective memory %d of %d steps, gradient × %.4g per step%n",
                    diagnosis.memory(), diagnosis.steps(), Math.exp(diagnosis.slope())));
        }
        for (int i = 0; i < diagnosis.layers().size(); i++) {
            var layer = diagnosis.layers().get(i);
            text.append(line(
                    "layer %d  %s, %d units: %d dead, %d saturated%s%n",
                    i,
                    layer.cell(),
                    layer.units(),
                    layer.dead(),
                    layer.saturated(),
                    Double.isNaN(layer.radius()) ? "" : line(", spectral radius %.3f", layer.radius())));
            for (var gate : layer.gates()) {
                text.append(line(
                        "         %-9s gate  mean %.2f   closed %3.0f %%   open %3.0f %%%n",
                        gate.name(), gate.mean(), 100 * gate.closed(), 100 * gate.open()));
            }
        }
        if (diagnosis.hasGradient()) {
            text.append(line("%nlag (steps)   gradient, relative to lag 0%n"));
        }
        for (int k = 0; k < diagnosis.steps(); k = k < 8 ? Math.max(1, 2 * k) : k + diagnosis.steps() / 8) {
            text.append(
                    line("%11d   %.3g%n", k, diagnosis.gradient()[k] / diagnosis.gradient()[0]));
        }
        if (!found.figures().isEmpty()) {
            text.append('\n').append(Figures.table(found.figures()));
        }
        return text.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static Map<String, Object> json(Found found) {
        var diagnosis = found.diagnosis();
        var json = new LinkedHashMap<String, Object>();
        json.put("verdict", diagnosis.verdict().name().toLowerCase(Locale.ROOT));
        json.put("memory", diagnosis.memory());
        json.put("steps", diagnosis.steps());
        json.put("slope", finite(diagnosis.slope()));
        json.put(
                "gradient",
                Arrays.stream(diagnosis.gradient()).mapToObj(Diagnose::finite).toList());
        var layers = new ArrayList<Map<String, Object>>();
        for (var layer : diagnosis.layers()) {
            var values = new LinkedHashMap<String, Object>();
            values.put("cell", layer.cell());
            values.put("units", layer.units());
            values.put("dead", layer.dead());
            values.put("saturated", layer.saturated());
            values.put("spectral_radius", finite(layer.radius()));
            values.put("gates", layer.gates());
            layers.add(values);
        }
        json.put("layers", layers);
        json.put("remarks", diagnosis.remarks());
        json.put("advice", found.advice());
        json.putAll(found.figures());
        return json;
    }

    /** JSON has no other numbers. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
