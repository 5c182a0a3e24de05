package carousel.cli.run;

import carousel.cli.shell.WholeFile;
import carousel.data.TextFile;
import carousel.text.DataException;
import carousel.train.CurvePoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A learning curve as CSV. Safe for many threads. */
public final class CurveFile {
    private CurveFile() {}

    /** Reads a curve; a {@link DataException} names the line that is wrong. */
    public static List<CurvePoint> read(Path path) {
        var lines = TextFile.read(path).text().lines().toList();
        if (!lines.getFirst().equals(CurvePoint.header())) {
            throw new DataException(
                    path + ":1: not a learning curve; expected the .csv beside a model, with the columns "
                            + CurvePoint.header());
        }
        var points = new ArrayList<CurvePoint>();
        for (int i = 1; i < lines.size(); i++) {
            points.add(point(path, i + 1, lines.get(i)));
        }
        if (points.isEmpty()) {
            throw new DataException(path + ": a learning curve without points; wait for the first evaluation");
        }
        return points;
    }

    private static CurvePoint point(Path path, int number, String line) {
        try {
            return CurvePoint.of(line);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new DataException(path + ":" + number + ": expected seven numbers, got '" + line + "'", e);
        }
    }

    /** Replaces the file, whole or not at all. */
    static void write(Path path, List<CurvePoint> points) throws IOException {
        var text = new StringBuilder(CurvePoint.header()).append('\n');
        points.forEach(point -> text.append(point.line()).append('\n'));
        WholeFile.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
