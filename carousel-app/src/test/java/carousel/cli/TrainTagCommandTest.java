package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTagCommandTest {
    private static final List<String> TINY = List.of(
            "--out", "m", "--hidden", "8", "--embedding", "8", "--batch", "8", "--lr", "0.03", "--epochs", "12");

    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
    }

    private Carousel.Run train(String data, String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", "tag", "--train", data, "--json"));
        words.addAll(List.of(Toys.settings(TINY, more)));
        return carousel.run(words.toArray(String[]::new));
    }

    @Test
    void spansOfColumnsAreLearnedByAChain() throws Exception {
        toys.conll("a.conll", 60);
        toys.conll("test.conll", 12);
        var run = train("a.conll", "--test", "test.conll", "--crf", "--select", "f1")
                .succeeded();
        assertThat(run.errors()).contains("learning from 54 sentences (6 more", "9 tags", "F1", "-DOCSTART- line");
        for (var name : List.of("accuracy", "f1", "precision", "recall", "exact_match", "valid_f1")) {
            assertThat(run.json().path(name).asDouble()).as(name).isEqualTo(1);
        }
        assertThat(run.json().path("tokens").asInt()).isEqualTo(40);
        assertThat(run.json().path("tokens_per_second").asDouble()).isPositive();
        var eval = carousel.run("eval", "m", "--data", "test.conll", "--json").succeeded();
        assertThat(eval.output()).contains("LOC", "PER");
        assertThat(eval.json().path("f1").asDouble()).isEqualTo(1);
        toys.write("new.txt", "ann loves oslo city\n\nbob  leaves\tbern\nzoe nevertheless\n");
        var said = carousel.run("predict", "m", "new.txt")
                .succeeded()
                .output()
                .lines()
                .toList();
        assertThat(said).hasSize(4).startsWith("B-PER O B-LOC I-LOC", "", "B-PER O B-LOC");
        assertThat(said.getLast().split(" ")).hasSize(2);
        assertThat(carousel.run("predict", "m", "new.txt", "--top", "1")
                        .output()
                        .lines()
                        .toList()
                        .getFirst())
                .matches("B-PER=[01]\\.\\d{4} O=[01]\\.\\d{4} B-LOC=.* I-LOC=.*");
    }

    @Test
    void everythingMayBeLearnedFromAndTheLastModelKept() throws Exception {
        toys.conll("a.conll", 60);
        toys.conll("test.conll", 12);
        var run = train("a.conll", "--test", "test.conll", "--valid-fraction", "0")
                .succeeded();
        assertThat(run.errors()).contains("learning from 60 sentences (none for validation", "step 96: training loss");
        assertThat(run.json().path("accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(run.json().path("best_step")).isEqualTo(run.json().path("steps"));
        assertThat(run.json().has("valid_accuracy")).isFalse();
        train("a.conll", "--out", "n", "--valid-fraction", "0", "--patience", "2")
                .failedWith(2, "--patience: not for --valid-fraction 0");
    }

    @Test
    void anyColumnOfConlluIsATag() throws Exception {
        toys.conllu("a.conllu", 60);
        var run = train("a.conllu", "--units", "both", "--char-reader", "cnn", "--bidirectional")
                .succeeded();
        assertThat(run.errors()).contains("60 multi-word ranges left out", "2 tags", "characters");
        assertThat(run.json().path("valid_accuracy").asDouble()).isEqualTo(1);
        assertThat(run.json().has("valid_f1")).isFalse();
        train("a.conllu", "--column", "xpos", "--epochs", "1", "--out", "n").succeeded();
        assertThat(carousel.run("inspect", "n").succeeded().output()).contains("XPROPN, XVERB", "--column xpos");
        assertThat(carousel.makesAgain("n")).startsWith("carousel train tag --train");
    }

    @Test
    void slotsComeWithIntents() throws Exception {
        toys.slots("train/", 60);
        var run = train("train/seq.in", "--bidirectional").succeeded();
        assertThat(run.json().path("valid_intent_accuracy").asDouble()).isEqualTo(1);
        assertThat(run.json().path("valid_f1").asDouble()).isEqualTo(1);
        assertThat(carousel.shell("echo ann leaves rome | \"$0\" \"$@\"", "predict", "m")
                        .succeeded()
                        .output())
                .isEqualTo("go\tB-PER O B-LOC\n");
        assertThat(carousel.run("inspect", "m").succeeded().output()).contains("intents", "go, stay");
        assertThat(carousel.run("eval", "m", "--data", "train/seq.in", "--json")
                        .json()
                        .path("intent_accuracy")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void theBytesAreTheSameForAnyThreadsAndAfterACut() throws Exception {
        toys.conll("a.conll", 60);
        train("a.conll", "--crf", "--units", "both", "--dropout", "0.2", "--out", "one", "--threads", "1")
                .succeeded();
        train("a.conll", "--crf", "--units", "both", "--dropout", "0.2", "--out", "two", "--max-minutes", "0.0001")
                .succeeded();
        train("a.conll", "--crf", "--units", "both", "--dropout", "0.2", "--out", "two", "--threads", "2", "--resume")
                .succeeded();
        assertThat(carousel.sha256("two")).isEqualTo(carousel.sha256("one"));
        assertThat(carousel.makesAgain("one")).startsWith("carousel train tag --train");
    }

    @Test
    void severalSeedsEndWithMeanAndDeviation() throws Exception {
        toys.conll("a.conll", 40);
        var run = train("a.conll", "--seeds", "1,2", "--epochs", "1").succeeded();
        assertThat(run.json().path("runs").asInt()).isEqualTo(2);
        assertThat(run.json().path("valid_f1_deviation").isNumber()).isTrue();
        assertThat(carousel.files()).contains("m-seed1", "m-seed2");
    }

    @Test
    void oddTagsAreRepairedAndCounted() throws Exception {
        toys.conll("a.conll", 40);
        toys.write("odd.conll", "ann I-PER\nloves O\noslo B-DISH\n");
        var run = train("a.conll", "--valid", "odd.conll").succeeded();
        assertThat(run.errors()).contains("odd.conll: the label 'B-DISH' was never seen in training");
        assertThat(run.json().path("valid_unseen_labels").asInt()).isEqualTo(1);
        assertThat(run.json().path("valid_recall").asDouble()).isEqualTo(0.5);
    }

    @Test
    void whatIsWrongIsOneLineAndNothingIsWritten() throws Exception {
        toys.conll("a.conll", 12);
        toys.conllu("a.conllu", 12);
        toys.write("ragged.conll", "a B-X\nb O O\n");
        toys.write("one.conll", "a O\n\n".repeat(20));
        toys.write("short/a.conllu", "# c\n1\ta\t_\tX\t_\t_\t_\t_\t_\n");
        toys.write("slots/seq.in", "a b\n");
        toys.write("slots/seq.out", "O\n");
        Refusal.all(
                carousel,
                List.of("train", "tag", "--out", "m"),
                new Refusal(2, "--train: missing", ""),
                new Refusal(1, "none.conll: no such file", "--train none.conll"),
                new Refusal(1, "none.conll: no such file", "--train a.conll --test none.conll"),
                new Refusal(1, "ragged.conll:2: 3 columns; expected 2", "--train ragged.conll"),
                new Refusal(1, "only 'O' in the training data", "--train one.conll"),
                new Refusal(1, "a.conllu:2: 9 columns; expected 10", "--train short/a.conllu"),
                new Refusal(1, "seq.in:1: 2 words, but", "--train slots/seq.in"),
                new Refusal(2, "--column: expected a number other", "--train a.conll --column upos"),
                new Refusal(2, "--column: expected a number other", "--train a.conll --column 1"),
                new Refusal(2, "--column: expected one of id, form", "--train a.conllu --column 3"),
                new Refusal(2, "--column: expected a number, last, or", "--train a.conllu --column tag"),
                new Refusal(2, "--column: not for slot files", "--train slots/seq.in --column 2"),
                new Refusal(2, "--word-column: not for CoNLL-U", "--train a.conllu --word-column 2"),
                new Refusal(2, "--select f1: the tags speak of words", "--train a.conllu --select f1"),
                new Refusal(2, "--folds: not for tagged sentences", "--train a.conll --folds 3"));
    }
}
