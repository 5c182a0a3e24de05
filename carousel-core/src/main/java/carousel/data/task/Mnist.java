package carousel.data.task;

import carousel.data.Draw;
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

    private final Idx train;
    private final Idx test;
    private final int features;
    private final int[] order;

    private Mnist(Path folder, int features, int... order) {
        this.train = Idx.read(folder, "train", SIDE, CLASSES);
        this.test = Idx.read(folder, "t10k", SIDE, CLASSES);
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
        return Idx.sha256(train, test);
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

    private Example image(Idx from, int n) {
        var inputs = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            inputs[i] = from.pixel(n, order[i]) / 255f;
        }
        return Example.last(inputs, PIXELS / features, from.label(n));
    }

    @Override
    public double baseline() {
        return Math.log(CLASSES);
    }
}
