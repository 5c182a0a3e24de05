package carousel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A text and a small character model of it, trained once for all tests. */
final class SmallModel {
    private static final String[] WORDS = {
        "the", "wheel", "turns", "a", "horse", "round", "slowly", "and", "sings", "of", "it"
    };
    private static SmallModel shared;

    private final Path folder;

    private SmallModel(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.writeString(text(), text(20_000));
        new Carousel(folder)
                .quick()
                .run(
                        "train",
                        "lm",
                        "--train",
                        "text.txt",
                        "--out",
                        "model.safetensors",
                        "--hidden",
                        "24",
                        "--batch",
                        "8",
                        "--bptt",
                        "16",
                        "--steps",
                        "150",
                        "--lr",
                        "0.01",
                        "--json")
                .succeeded();
    }

    static synchronized SmallModel shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = new SmallModel(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "small-model"));
        }
        return shared;
    }

    /** Lines of made-up sentences, the same every time. */
    static String text(int characters) {
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.length() < characters) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(7) == 0 ? ".\n" : " ");
        }
        return text.append("end.\n").toString();
    }

    Path text() {
        return folder.resolve("text.txt");
    }

    Path file() {
        return folder.resolve("model.safetensors");
    }
}
