package carousel.cli;

import carousel.cli.run.CurveChart;
import carousel.cli.run.CurveFile;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.store.Setting;
import carousel.train.CurvePoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code carousel plot}. Immutable. */
record Plot() implements Command<Plot.Options> {

    /** The options. Immutable. */
    record Options(
            @Setting("picture to write (required): a .png or .svg file; one that exists is replaced")
            Path out,

            @Setting(value = "what lies along the bottom: step, epoch or seconds", preset = "step")
            CurveChart.Axis x) {

        Options {
            if (!out.toString().matches(".*\\.(png|svg)")) {
                throw new IllegalArgumentException("out: expected a file that ends in .png or .svg, got '" + out + "'");
            }
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "plot",
                List.of("CSV..."),
                "--out FILE",
                "Compare learning curves in one picture.",
                "\nA CSV is the learning curve that training writes beside its model.",
                "carousel plot small.csv large.csv --out comparison.png --x seconds");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var paths = operands.stream().map(Path::of).distinct().toList();
        CurveChart.write(options.out(), curves(paths), options.x());
        console.line(options.out().toString());
        console.json(Map.of("out", options.out().toString(), "runs", paths.size()));
        return DONE;
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
