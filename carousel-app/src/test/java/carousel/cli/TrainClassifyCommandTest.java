package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainClassifyCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;
    private TinyClassifier tiny;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
        tiny = new TinyClassifier(carousel);
    }

    @Test
    void aTableIsLearnedAndScored() throws Exception {
        toys.tsv("a.tsv", 80);
        toys.tsv("test.tsv", 20);
        var run = tiny.train("a.tsv", "--test", "test.tsv", "--select", "f1");
        tiny.isRight(run);
        assertThat(run.errors())
                .contains("learning from 72 examples (8 more for validation)", "2 classes", "macro F1", "predict m");
        var json = run.json();
        assertThat(json.path("accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("macro_f1").asDouble()).isEqualTo(1);
        assertThat(json.path("calibration_error").asDouble()).isBetween(0.0, 0.2);
        assertThat(json.path("sequences").asInt()).isEqualTo(20);
        assertThat(carousel.files()).containsExactly("a.tsv", "m", "m.csv", "m.png", "test.tsv");
    }

    @Test
    void generatedTextsComeWithATest() throws Exception {
        var json = tiny.train("generated:negation", "--steps", "20").succeeded().json();
        assertThat(json.path("sequences").asInt()).isEqualTo(2000);
        assertThat(json.path("valid_sequences").asInt()).isEqualTo(1000);
        carousel.makesAgain("m");
    }

    @Test
    void severalLabelsMayHold() throws Exception {
        toys.reviews(
                "a.jsonl",
                80,
                "",
                e -> "{\"text\":\"%s\",\"label\":%s}"
                        .formatted(e.text(), e.label().equals("pos") ? "[\"pos\",\"happy\"]" : "[]"));
        var json = tiny.train("a.jsonl", "--several").succeeded().json();
        assertThat(json.path("valid_accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("valid_micro_f1").asDouble()).isEqualTo(1);
        assertThat(json.path("valid_hamming_loss").asDouble()).isZero();
        toys.write("new.txt", "the film is good\nthe film is awful\n");
        var said = carousel.run("predict", "m", "new.txt")
                .succeeded()
                .output()
                .lines()
                .toList();
        assertThat(said.getFirst()).contains("pos\t", "happy\t");
        assertThat(said).hasSize(2).last().isEqualTo("");
        var eval = carousel.run("eval", "m", "--data", "a.jsonl", "--json")
                .succeeded()
                .json();
        assertThat(eval.path("macro_f1").asDouble()).isEqualTo(1);
        tiny.train("a.jsonl", "--out", "n").failedWith(1, "a.jsonl:1: 2 labels (pos, happy)", "--several");
    }

    @Test
    void rareClassesMayCountAsMuchAsOthers() throws Exception {
        toys.reviews(
                "a.tsv", 80, "label\ttext\n", e -> (e.text().contains("dull") ? "rare" : "often") + "\t" + e.text());
        tiny.isRight(tiny.train("a.tsv", "--class-weights", "--select", "accuracy"));
        tiny.train("a.tsv", "--class-weights", "--several", "--out", "n").failedWith(2, "--class-weights", "--several");
    }

    @Test
    void theBytesAreTheSameForAnyThreadsAndAfterAKill() throws Exception {
        toys.tsv("a.tsv", 80);
        String[] settings = {"--dropout", "0.2", "--pool", "attention", "--units", "both", "--epochs", "20"};
        tiny.train("a.tsv", Toys.with(settings, "--out", "one", "--threads", "1"))
                .succeeded();
        tiny.train("a.tsv", Toys.with(settings, "--out", "two", "--threads", "2"))
                .succeeded();
        assertThat(carousel.sha256("two")).isEqualTo(carousel.sha256("one"));
        tiny.train("a.tsv", Toys.with(settings, "--out", "cut", "--max-minutes", "0.0001"))
                .succeeded();
        var started = carousel.start(TinyClassifier.words("a.tsv", Toys.with(settings, "--out", "cut", "--resume")));
        started.await(() -> Files.readString(started.errors()).contains("step 45"));
        started.kill();
        tiny.train("a.tsv", Toys.with(settings, "--out", "cut", "--resume")).succeeded();
        assertThat(carousel.sha256("cut")).isEqualTo(carousel.sha256("one"));
        tiny.train("a.tsv", Toys.with(settings, "--out", "cut", "--resume", "--clip", "3"))
                .failedWith(2, "had --clip 5");
    }

    @Test
    void severalSeedsEndWithMeanAndDeviation() throws Exception {
        toys.tsv("a.tsv", 60);
        var run = tiny.train("a.tsv", "--seeds", "1,2", "--epochs", "2", "--out", "m.safetensors")
                .succeeded();
        assertThat(run.errors()).contains("seed1: valid_accuracy", "seed2: valid_accuracy");
        assertThat(carousel.files()).contains("m-seed1.safetensors", "m-seed2.safetensors", "m-seed2.png");
        var json = run.json();
        assertThat(json.path("runs").asInt()).isEqualTo(2);
        double sum = 0;
        double squares = 0;
        for (var seed : List.of("1", "2")) {
            var own = tiny.train("a.tsv", "--seed", seed, "--epochs", "2", "--out", "own" + seed)
                    .json();
            double loss = own.path("valid_loss").asDouble();
            sum += loss;
            squares += loss * loss;
            assertThat(carousel.sha256("own" + seed)).isEqualTo(carousel.sha256("m-seed" + seed + ".safetensors"));
        }
        assertThat(json.path("valid_loss").asDouble()).isCloseTo(sum / 2, within(1e-9));
        assertThat(json.path("valid_loss_deviation").asDouble())
                .isCloseTo(Math.sqrt(squares - sum * sum / 2), within(1e-6));
        assertThat(run.output())
                .contains(String.format(Locale.ROOT, "%.4f", sum / 2).substring(0, 5), "±");
        tiny.train("a.tsv", "--seeds", "3,2", "--out", "m.safetensors")
                .failedWith(2, "m-seed2.safetensors exists already");
        assertThat(carousel.files()).doesNotContain("m-seed3.safetensors");
    }

    @Test
    void everyFoldIsScoredOnce() throws Exception {
        toys.tsv("a.tsv", 60);
        var run = tiny.train("a.tsv", "--folds", "2", "--epochs", "2").succeeded();
        assertThat(run.errors()).contains("fold1: accuracy", "fold2: accuracy");
        assertThat(run.json().path("sequences").asDouble()).isEqualTo(30);
        assertThat(run.json().has("accuracy_deviation")).isTrue();
        var again =
                tiny.train("a.tsv", "--folds", "2", "--epochs", "2", "--resume").succeeded();
        assertThat(again.json()).isEqualTo(run.json());
        carousel.makesAgain("m-fold2");
    }

    @Test
    void everythingMayBeLearnedFromAndTheLastModelKept() throws Exception {
        toys.tsv("a.tsv", 60);
        toys.tsv("test.tsv", 20);
        var run = tiny.train("a.tsv", "--valid-fraction", "0", "--test", "test.tsv", "--baselines")
                .succeeded();
        assertThat(run.errors())
                .contains("learning from 60 examples (none for validation: the last model is kept)", "not calibrated")
                .doesNotContain("validation loss");
        var json = run.json();
        assertThat(json.path("accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("best_step")).isEqualTo(json.path("steps"));
        assertThat(json.has("valid_accuracy")).isFalse();
        assertThat(json.path("baseline_bag_of_words_accuracy").asDouble()).isEqualTo(1);
        carousel.makesAgain("m");
        var bare = tiny.train("a.tsv", "--valid-fraction", "0", "--out", "n").succeeded();
        assertThat(bare.json().has("accuracy")).isFalse();
        assertThat(carousel.sha256("n.png")).isNotEmpty();
    }

    @Test
    void inspectNamesTheLabelsAndTheCommand() throws Exception {
        toys.tsv("a.tsv", 60);
        toys.tsv("v.tsv", 20);
        tiny.train("a.tsv", "--valid", "v.tsv", "--epochs", "2", "--units", "both", "--pool", "attention")
                .succeeded();
        var json = carousel.run("inspect", "m", "--plan", "--json").succeeded().json();
        assertThat(json.path("task").asString()).isEqualTo("classify");
        assertThat(json.path("answers").asString()).isEqualTo("neg, pos");
        assertThat(json.path("settings").path("pool").asString()).isEqualTo("attention");
        assertThat(json.path("command").asString())
                .startsWith("carousel train classify --train a.tsv --valid v.tsv --out m")
                .contains("--units both", "--pool attention")
                .doesNotContain("--valid-fraction");
        carousel.makesAgain("m");
        carousel.run("generate", "m").failedWith(1, "'classify'");
        carousel.run("eval", "m", "--data", "a.tsv", "--bf16").failedWith(2, "--bf16");
    }

    @Test
    void anotherTrainingBeginsWithItsWeights() throws Exception {
        toys.tsv("a.tsv", 60);
        tiny.train("a.tsv").succeeded();
        var run = tiny.train("a.tsv", "--warm-start", "m", "--out", "n", "--epochs", "1");
        tiny.isRight(run);
        assertThat(run.errors()).contains("begins with 6 weights of m");
    }

    /** As many labels and words, but they mean something else. */
    @Test
    void weightsOfOtherLabelsAndWordsStayBehind() throws Exception {
        toys.tsv("a.tsv", 60);
        tiny.train("a.tsv").succeeded();
        toys.reviews("b.tsv", 60, "label\ttext\n", e -> (e.label().equals("pos") ? "a" : "b") + "\t" + e.text());
        var labels = tiny.train("b.tsv", "--warm-start", "m", "--out", "n", "--epochs", "1")
                .succeeded();
        assertThat(labels.errors()).contains("begins with 4 weights of m; fresh: head.w, head.b");
        toys.reviews(
                "c.tsv", 60, "label\ttext\n", e -> e.label() + "\t" + e.text().replace("film", "tale"));
        var words = tiny.train("c.tsv", "--warm-start", "m", "--out", "o", "--epochs", "1")
                .succeeded();
        assertThat(words.errors()).contains("begins with 5 weights of m; fresh: input.steps.embed.table");
    }

    @Test
    void labelsThatWereNeverSeenAreCounted() throws Exception {
        toys.tsv("a.tsv", 60);
        toys.write("odd.tsv", "label\ttext\npos\tthe film is good film\nnew\tthe film is bad book\n");
        toys.write("strange.tsv", "label\ttext\nnew\tthe film is good film\n");
        var run = tiny.train("a.tsv", "--valid", "odd.tsv", "--test", "odd.tsv").succeeded();
        assertThat(run.errors()).contains("odd.tsv: the label 'new' was never seen in training and count");
        assertThat(run.json().path("valid_accuracy").asDouble()).isEqualTo(0.5);
        assertThat(run.json().path("unseen_labels").asInt()).isEqualTo(1);
        var eval = carousel.run("eval", "m", "--data", "odd.tsv", "--json")
                .succeeded()
                .json();
        assertThat(eval.path("unseen_labels").asInt()).isEqualTo(1);
        tiny.train("a.tsv", "--valid", "strange.tsv", "--out", "n")
                .failedWith(1, "strange.tsv: the label 'new'", "neg");
    }
}
