package carousel.cli.label;

import static carousel.store.Settings.require;

import carousel.cli.label.read.Turn;
import carousel.cli.run.Figures;
import carousel.cli.run.RunTarget;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.metric.Spread;
import carousel.store.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Several runs instead of one: how far scores hang on chance. Immutable. */
public record Repeats(
        @Setting("train once for each of these seeds, with commas between; models have the seed behind their name")
        String seeds,

        @Setting(
                value = "train so many times, each time on all but one part of --train, and score on that part",
                preset = "0")
        int folds) {

    public Repeats {
        require(
                seeds.matches("(\\d{1,18}(,\\d{1,18})*)?"),
                "seeds",
                "whole numbers with commas between",
                "'" + seeds + "'");
        var all = seeds.split(",");
        require(new HashSet<>(List.of(all)).size() == all.length, "seeds", "different ones", "'" + seeds + "'");
        require(folds == 0 || folds > 1, "folds", "2 or more, or 0", folds);
    }

    /** Whether there is but one run. */
    boolean once() {
        return seeds.isEmpty() && folds == 0;
    }

    private List<Turn> turns(long seed) {
        var all = seeds.isEmpty()
                ? List.of(seed)
                : Arrays.stream(seeds.split(",")).map(Long::parseLong).toList();
        var turns = new ArrayList<Turn>();
        for (long each : all) {
            for (int fold = 0; fold < Math.max(1, folds); fold++) {
                turns.add(new Turn(each, fold));
            }
        }
        return turns;
    }

    private String suffix(Turn turn) {
        return (seeds.isEmpty() ? "" : "-seed" + turn.seed()) + (folds == 0 ? "" : "-fold" + (turn.fold() + 1));
    }

    /** Where a run writes: the name with what is its own before the ending. */
    private Path place(Path out, Turn turn) {
        var name = out.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return out.resolveSibling(
                dot > 0 ? name.substring(0, dot) + suffix(turn) + name.substring(dot) : name + suffix(turn));
    }

    /**
     * All runs, one after the other, and at the end the mean of their scores and their standard deviation.
     *
     * @param maker makes a run of a turn that writes to a target
     */
    int run(
            RunTarget target,
            long seed,
            double maxMinutes,
            BiFunction<Turn, RunTarget, LabelRun> maker,
            Console console) {
        var all = new LinkedHashMap<String, List<Double>>();
        turns(seed).forEach(turn -> target.withOut(place(target.out(), turn)).files()); // nothing is in the way
        var begun = new ArrayList<LabelRun>();
        for (var turn : turns(seed)) {
            var own = target.withOut(place(target.out(), turn));
            var run = maker.apply(turn, own);
            switch (run.training().learn(own, maxMinutes)) {
                case NOW -> {}
                case BEFORE -> run.take();
                case INTERRUPTED -> {
                    return Command.INTERRUPTED;
                }
            }
            var scores = run.scores();
            begun.add(run);
            console.note(suffix(turn).substring(1) + ": " + line(scores));
            scores.forEach((name, value) ->
                    all.computeIfAbsent(name, added -> new ArrayList<>()).add(((Number) value).doubleValue()));
        }
        console.json(told(all, begun.getFirst(), console));
        return Command.DONE;
    }

    private static String line(Map<String, Object> scores) {
        return String.join(
                ", ",
                scores.entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Double)
                        .map(entry -> entry.getKey() + " " + Figures.loss((Double) entry.getValue()))
                        .toList());
    }

    /** The figures of all runs; the first one is compared with simpler models. */
    private static Map<String, Object> told(Map<String, List<Double>> all, LabelRun first, Console console) {
        var figures = new LinkedHashMap<String, Object>();
        var table = new LinkedHashMap<String, Object>();
        all.forEach((name, values) -> {
            var spread =
                    Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
            figures.put(name, spread.mean());
            figures.put(name + "_deviation", spread.deviation());
            table.put(name, spread);
        });
        figures.put("runs", all.values().stream().mapToInt(List::size).max().orElse(0));
        console.piece(Figures.table(table));
        figures.putAll(first.training().compared());
        return figures;
    }
}
