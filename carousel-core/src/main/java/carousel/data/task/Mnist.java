package carousel.data.task;

import carousel.data.Draw;
import carousel.data.TextFile;
import carousel.data.reader.IdxFile;
import carousel.text.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Handwritten digits (LeCun, Bottou, Bengio, Haffner 1998) as sequences; asked for at the end is the digit.
 *
 * <pre>
 * rows      28 steps of 28 pixels, from the top down
 * pixels    784 steps of one pixel, row by row (Le, Jaitly, Hinton 2015)
 * permuted  the same 784 pixels in a random order, the same for all images (Le, Jaitly, Hinton 2015)
 * </pre>
 *
 * <p>Pixels are 0 to 255, divided by 255. Learned from are the first 55,000 training images (the first eleven of twelve where
 * there are fewer), in another order in every pass; validated is on the rest, tested on the test images. Immutable, safe for
 * many threads.
 */
public final class Mnist implements Task {
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    private static final int CLASSES = 10;

    /** Digits and what they are. */
    private record Digits(IdxFile images, IdxFile labels) {

        /** The two files whose names begin with a word, packed or not. */
        static Digits read(Path folder, String name) {
            var file = folder.resolve(name + "-images-idx3-ubyte");
            var packed = folder.resolve(name + "-images-idx3-ubyte.gz");
            var images = IdxFile.images(Files.exists(packed) ? packed : file);
            var digits = new Digits(images, images.labels());
            digits.check();
            return digits;
        }

        private void check() {
            if (images.rows() != SIDE || images.columns() != SIDE) {
                throw new DataException(images.where() + ": images of " + images.rows() + " × " + images.columns()
                        + " pixels; expected " + SIDE + " × " + SIDE);
            }
            for (int i = 0; i < count(); i++) {
                if (label(i) >= CLASSES) {
                    throw new DataException(labels.where() + ": label " + label(i) + " at byte " + labels.offset(i)
                            + "; expected 0 to " + (CLASSES - 1));
                }
            }
        }

        int count() {
            return images.count();
        }

        int label(int image) {
            return labels.value(image, 0);
        }

        String digests() {
            return images.sha256() + labels.sha256();
        }
    }

    private final Digits train;
    private final Digits test;
    private final int features;
    private final int[] order;

    private Mnist(Path folder, int features, int... order) {
        this.train = Digits.read(folder, "train");
        this.test = Digits.read(folder, "t10k");
        this.features = features;
        this.order = order;
    }

    /** Row by row, from a folder that holds the four files, packed with gzip or not. */
    public static Mnist rows(Path folder) {
        return new Mnist(folder, SIDE, inOrder());
    }

    /** Pixel by pixel. */
    public static Mnist pixels(Path folder) {
        return new Mnist(folder, 1, inOrder());
    }

    /** Pixel by pixel in an order that is a function of a number. */
    public static Mnist permuted(Path folder, long permutation) {
        return new Mnist(folder, 1, Draw.of(permutation).order(PIXELS));
    }

    private static int[] inOrder() {
        var order = new int[PIXELS];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /** The digest of all files that were read. */
    public String sha256() {
        return TextFile.sha256((train.digests() + test.digests()).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Form form() {
        return new Form(Form.Input.FEATURES, features, Form.Answer.CLASS, CLASSES, Form.Asked.LAST, 0);
    }

    @Override
    public int examples(Part part) {
        int learned = (int) (train.count() * 11L / 12);
        return switch (part) {
            case TRAIN -> learned;
            case VALID -> train.count() - learned;
            case TEST -> test.count();
            case LONGER -> 0;
        };
    }

    @Override
    public Example example(Part part, long seed, long n) {
        int count = examples(part);
        int place = (int) (n % count);
        return switch (part) {
            case TRAIN -> image(train, Draw.shuffled(seed, n / count, place, count));
            case VALID -> image(train, examples(Part.TRAIN) + place);
            case TEST, LONGER -> image(test, place);
        };
    }

    private Example image(Digits from, int n) {
        var inputs = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            inputs[i] = from.images().value(n, order[i]) / 255f;
        }
        return Example.last(inputs, PIXELS / features, from.label(n));
    }

    @Override
    public double baseline() {
        return Math.log(CLASSES);
    }
}
