package carousel.model;

import carousel.data.Streams;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.recurrent.RandomTrial;
import carousel.recurrent.cell.CellKind;
import carousel.tensor.Tree;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;

/**
 * Trains a small model with every cell, takes random cells forwards and backwards, and prints a digest of all that: run in
 * JVMs of every vector width.
 */
final class TrainingDigest {
    private static final int SYMBOLS = 37;
    private static final int RANDOM_CELLS = 20;

    private TrainingDigest() {}

    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                System.out.println("digest " + workers.call(TrainingDigest::digest));
            }
        }
    }

    private static String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var cell : CellKind.values()) {
                var name = cell.name().toLowerCase(Locale.ROOT).replace('_', '-');
                var model = trained(LanguageModel.Settings.presets()
                        .with("cell", name)
                        .with("hidden", 33)
                        .with("embedding", 19)
                        .with("layers", 2)
                        .with("dropout", 0.2));
                for (var weight : Tree.flatten(model).values()) {
                    var bytes = ByteBuffer.allocate(4 * weight.size());
                    bytes.asFloatBuffer().put(weight.toArray());
                    digest.update(bytes);
                }
            }
            RandomTrial.digest(RANDOM_CELLS, digest);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LanguageModel trained(LanguageModel.Settings settings) {
        var random = new Random(5);
        var tokens = random.ints(3000, 0, SYMBOLS).toArray();
        var streams = Streams.of(tokens, 13, 25);
        var objective = new LanguageModelObjective(streams);
        var model = LanguageModel.of(settings, SYMBOLS, Init.seed(1));
        var fit = Fit.epochs(1).with("steps", 6).with("weight-decay", "0.01").with("clip", "0.5");
        Trainer.of(model, objective, objective, m -> LanguageModelObjective.evaluate(m, streams), fit)
                .run(Monitor.none());
        return model;
    }
}
