package carousel.bench.work;

import static carousel.bench.work.Group.BATCH1;
import static carousel.bench.work.Group.CELLS;
import static carousel.bench.work.Group.ONNX;
import static carousel.bench.work.Group.RAGGED;
import static carousel.bench.work.Group.SCAN;
import static carousel.bench.work.Group.STEP;
import static carousel.bench.work.Group.TRANSLATE;
import static carousel.bench.work.Pass.DECODING;
import static carousel.bench.work.Pass.FORWARD;
import static carousel.bench.work.Pass.TRAINING;
import static carousel.bench.work.Subject.CHARACTERS;
import static carousel.bench.work.Subject.GRU;
import static carousel.bench.work.Subject.LAYERNORM;
import static carousel.bench.work.Subject.LEAKY;
import static carousel.bench.work.Subject.LSTM;
import static carousel.bench.work.Subject.PEEPHOLE;
import static carousel.bench.work.Subject.RESETBEFORE;
import static carousel.bench.work.Subject.RNN;
import static carousel.bench.work.Subject.WORDS;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Every row, in the order of the table. */
public final class Rows {
    private static final int STEPS = 50;
    private static final List<Subject> BUILT_IN = List.of(LSTM, GRU, RNN);
    private static final List<Subject> WRITTEN = List.of(PEEPHOLE, LAYERNORM, LEAKY, RESETBEFORE);
    private static final int[] HIDDEN = {128, 256, 512, 1024};
    private static final int[] SMALLER = {128, 256, 512};

    private Rows() {}

    public static List<Row> all() {
        var rows = new ArrayList<Row>();
        for (var group : List.of(SCAN, RAGGED)) {
            grid(rows, group, BUILT_IN, List.of(FORWARD, TRAINING), new int[] {1, 16, 64}, HIDDEN);
        }
        grid(rows, ONNX, List.of(LSTM, GRU), List.of(FORWARD), new int[] {1, 4, 32}, SMALLER);
        grid(rows, CELLS, WRITTEN, List.of(TRAINING), new int[] {1, 16}, SMALLER);
        rows.add(new Row(STEP, CHARACTERS, TRAINING, 50, 128, 50));
        rows.add(new Row(STEP, WORDS, TRAINING, 20, 650, 35));
        rows.add(new Row(TRANSLATE, GRU, TRAINING, 64, 512, 0));
        rows.add(new Row(TRANSLATE, GRU, DECODING, 1, 512, 15));
        rows.add(new Row(TRANSLATE, GRU, DECODING, 32, 512, 15));
        grid(rows, BATCH1, BUILT_IN, List.of(FORWARD), new int[] {1}, HIDDEN);
        return rows;
    }

    /** The rows in whose name the pattern is found. */
    public static List<Row> matching(Pattern pattern) {
        return all().stream().filter(row -> pattern.matcher(row.name()).find()).toList();
    }

    public static Row named(String name) {
        return all().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row is named " + name));
    }

    private static void grid(
            List<Row> rows, Group group, List<Subject> subjects, List<Pass> passes, int[] batches, int[] sizes) {
        for (var subject : subjects) {
            for (var pass : passes) {
                for (int batch : batches) {
                    for (int hidden : sizes) {
                        rows.add(new Row(group, subject, pass, batch, hidden, STEPS));
                    }
                }
            }
        }
    }
}
