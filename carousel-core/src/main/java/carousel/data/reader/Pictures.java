package carousel.data.reader;

import carousel.data.labelled.Labelled;
import carousel.data.labelled.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures as series, from files in the idx format of MNIST: a pixel is its byte over 255, a label its byte in digits. The
 * line of a series is the number of its picture, from 1. Safe for many threads.
 *
 * <pre>{@code
 * Pictures.ROWS.read(Path.of("train-images-idx3-ubyte.gz"));      // with train-labels-idx1-ubyte.gz beside it
 * }</pre>
 */
public enum Pictures {
    /** A row at each step, from the top down: as many channels as columns. */
    ROWS,
    /** A pixel at each step, row by row (Le, Jaitly, Hinton 2015): one channel. */
    PIXELS;

    /** Whether a file has the name of one in this format. */
    public static boolean named(String file) {
        return file.matches("(?s).*idx\\d-ubyte(\\.gz)?");
    }

    /** Pictures with the labels beside them; a {@link carousel.text.DataException} names the file that is wrong. */
    public Labelled<Series> read(Path images) {
        var pixels = IdxFile.images(images);
        var labels = pixels.labels();
        var lines = new Lines();
        lines.digest(labels.name(), labels.sha256());
        return read(pixels, lines, picture -> List.of(String.valueOf(labels.value(picture, 0))));
    }

    /** Pictures of which nobody needs to know the labels. */
    public Labelled<Series> unlabelled(Path images) {
        return read(IdxFile.images(images), new Lines(), _ -> List.of());
    }

    private interface Said {
        List<String> of(int picture);
    }

    private Labelled<Series> read(IdxFile images, Lines lines, Said labels) {
        int channels = this == ROWS ? images.columns() : 1;
        var all = new ArrayList<Series>();
        for (int picture = 0; picture < images.count(); picture++) {
            var values = new float[images.rows() * images.columns()];
            for (int place = 0; place < values.length; place++) {
                values[place] = images.value(picture, place) / 255f;
            }
            all.add(new Series(values, channels, labels.of(picture), picture + 1));
        }
        lines.digest(images.name(), images.sha256());
        return lines.read(images.where(), images.name(), all);
    }
}
