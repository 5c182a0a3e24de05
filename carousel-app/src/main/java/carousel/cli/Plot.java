package carousel.cli;

import static carousel.store.Settings.require;

import carousel.cli.run.CurveChart;
import carousel.cli.run.CurveFile;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.Manual;
import carousel.cli.shell.UsageException;
import carousel.cli.translate.picture.AttentionFile;
import carousel.data.TextFile;
import carousel.store.Setting;
import carousel.train.CurvePoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code carousel plot}. Immutable. */
record Plot() implements Command<Plot.Options> {

    /** The options. Immutable. */
    record Options(
            @Setting("picture to write (required): a .png or .svg file; of curves one that exists is replaced")
            Path out,

            @Setting("with --attention: replace an existing --out")
            boolean force,

            @Setting(value = "what lies along the bottom: step, epoch or seconds", preset = "step")
            CurveChart.Axis x,

            @Setting("draw where this translator looks while it translates a sentence, instead of curves")
            String attention,

            @Setting("the sentence; without it the first line of CSV's place, or of standard input")
            String sentence,

            Input input) {

        Options {
            if (!out.toString().matches(".*\\.(png|svg)")) {
                throw new IllegalArgumentException("out: expected a file that ends in .png or .svg, got '" + out + "'");
            }
            require(!attention.isEmpty() || sentence.isEmpty(), "sentence: stands beside --attention; leave it out");
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "plot",
                List.of("[CSV...]"),
                "--out FILE",
                "Compare learning curves in one picture, or show where a translator looks.",
                """

                A CSV is the learning curve that training writes beside its model.

                With --attention MODEL the picture has the words of --sentence along the top and those that the model
                writes down the side; dark is where it looked. Without --sentence it is the first line of a file, or of
                standard input.""",
                "carousel plot small.csv large.csv --out comparison.png --x seconds");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        if (!options.attention().isEmpty()) {
            return attention(options, operands, console);
        }
        if (operands.isEmpty()) {
            throw new UsageException("CSV is missing; usage: " + manual().synopsis());
        }
        var paths = operands.stream().map(Path::of).distinct().toList();
        CurveChart.write(options.out(), curves(paths), options.x());
        console.line(options.out().toString());
        console.json(Map.of("out", options.out().toString(), "runs", paths.size()));
        return DONE;
    }

    private static int attention(Options options, List<String> operands, Console console) {
        if (!options.force() && Files.exists(options.out())) {
            throw new UsageException(
                    "--out " + options.out() + ": exists already; choose another name, or --force to replace it");
        }
        if (operands.size() > (options.sentence().isEmpty() ? 1 : 0)) {
            throw new UsageException("'" + operands.getLast()
                    + "' is one argument too many beside --attention; expected --sentence, or one file");
        }
        var sentence = options.sentence().isEmpty()
                ? first(options.input().read(operands.isEmpty() ? "-" : operands.getFirst()))
                : options.sentence();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("out", options.out().toString());
        figures.putAll(AttentionFile.write(options.out(), Path.of(options.attention()), sentence, console));
        console.line(options.out().toString());
        console.json(figures);
        return DONE;
    }

    private static String first(TextFile file) {
        return file.text().lines().findFirst().orElse("");
    }

    /** Curves by the names of their files, or by their paths where names are equal. */
    private static SequencedMap<String, List<CurvePoint>> curves(List<Path> paths) {
        boolean distinct = paths.stream().map(Path::getFileName).distinct().count() == paths.size();
        var curves = new LinkedHashMap<String, List<CurvePoint>>();
        for (var path : paths) {
            var name = (distinct ? path.getFileName() : path).toString();
            curves.put(name.replaceFirst("\\.csv$", ""), CurveFile.read(path));
        }
        return curves;
    }
}
