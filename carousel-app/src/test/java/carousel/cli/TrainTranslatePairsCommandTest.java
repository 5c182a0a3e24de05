package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pairs are learned from, which are held back, and what belongs together. */
class TrainTranslatePairsCommandTest {
    private static final List<String> TINY =
            List.of("--cell", "gru", "--hidden", "16", "--batch", "16", "--lr", "0.02", "--beam", "1");

    @TempDir
    Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() {
        carousel = new Carousel(folder).quick();
        toys = new Toys(folder);
    }

    private List<String> train(String data, String out, String more) {
        var words = Stream.of(List.of("train", "translate", "--train", data, "--out", out, "--json"), TINY)
                .flatMap(List::stream)
                .toList();
        return Carousel.words(words, more);
    }

    /** Words of two letters; each letter has its sound, said with a stress or without; some words are said in two ways. */
    private void sounds(String name) throws Exception {
        var text = new StringBuilder();
        for (char first = 'a'; first <= 'h'; first++) {
            for (char second = 'a'; second <= 'h'; second++) {
                var said = "%S1 %S0".formatted(first, second);
                text.append(first).append(second).append('\t').append(said).append('\n');
                if (first > 'f') {
                    var other = first == 'g' ? said.replace("1", "2") : "Z0 " + said;
                    text.append(first).append(second).append('\t').append(other).append('\n');
                }
            }
        }
        toys.write(name, text.toString());
    }

    @Test
    void whatIsWrittenIsHeldBesideAllThatASourceMayBecome() throws Exception {
        sounds("words.tsv");
        var run = carousel.run(
                        train("words.tsv", "m", "--test words.tsv --source-level char --epochs 25"),
                        "--references grouped --target-drop [0-9] --valid-fraction 0.125")
                .succeeded();
        var json = run.json();
        assertThat(run.errors()).contains("learning from 69 pairs (11 more", "to 11;");
        assertThat(json.path("sequences").asInt()).isEqualTo(64);
        assertThat(json.path("valid_sequences").asInt()).isEqualTo(8);
        assertThat(json.path("exact_match").asDouble()).isGreaterThan(0.8);
        assertThat(json.path("wer").asDouble())
                .isCloseTo(1 - json.path("exact_match").asDouble(), within(1e-9));
        assertThat(json.path("per").asDouble()).isLessThan(json.path("wer").asDouble() + 1e-9);
        assertThat(json.path("bleu_signature").asString()).contains("nrefs:var");
        var runs = carousel.several(List.of(
                List.of("eval", "m", "--data", "words.tsv", "--beam", "1", "--json"),
                List.of("eval", "m", "--data", "words.tsv", "--references", "single", "--json"),
                List.of("score", "m", "words.tsv", "--json"),
                List.of("inspect", "m", "--json")));
        for (var name : List.of("loss", "wer", "per", "exact_match", "bleu", "sequences")) {
            assertThat(runs.get(0).json().path(name)).as(name).isEqualTo(json.path(name));
        }
        var single = runs.get(1).succeeded().json();
        assertThat(single.path("sequences").asInt()).isEqualTo(80);
        assertThat(single.has("per")).isFalse();
        assertThat(single.path("exact_match").asDouble())
                .isLessThanOrEqualTo(json.path("exact_match").asDouble());
        assertThat(runs.get(2).json().path("loss")).isEqualTo(json.path("loss"));
        assertThat(runs.get(3).json().path("command").asString())
                .contains("--references grouped", "--target-drop '[0-9]'");
    }

    @Test
    void theBestModelMayBeThatWhichIsRightMostOften() throws Exception {
        sounds("words.tsv");
        var fixed = "--source-level char --epochs 25 --references grouped --target-drop [0-9] --valid words.tsv";
        var loss = carousel.run(train("words.tsv", "a", fixed), "").succeeded().json();
        var exact = carousel.run(train("words.tsv", "b", fixed), "--select exact-match")
                .succeeded()
                .json();
        assertThat(exact.path("valid_exact_match").asDouble())
                .isGreaterThanOrEqualTo(loss.path("valid_exact_match").asDouble());
        assertThat(exact.path("best_step").asInt())
                .isLessThan(loss.path("best_step").asInt());
    }

    @Test
    void pairsMadeByARuleComeWithAllParts() throws Exception {
        toys.write("letters.txt", "a b a c\n\n" + "a b c ".repeat(6) + "\n");
        var run = carousel.run(train("generated:inflection", "i", "--level char --steps 2 --max-length 12"), "")
                .succeeded();
        assertThat(run.errors()).contains("(1000 more for validation)");
        assertThat(run.json().path("sequences").asInt()).isEqualTo(1000);
        assertThat(run.json().has("longer_loss")).isFalse();
        var reverse = carousel.run(train("generated:reverse", "r", "--steps 2 --max-length 12"), "")
                .succeeded();
        assertThat(reverse.json().path("longer_sequences").asInt()).isEqualTo(1000);
        var runs = carousel.several(List.of(
                List.of("eval", "r", "--data", "generated:reverse", "--beam", "1", "--json"),
                List.of("eval", "r", "--data", "generated:reverse:longer", "--beam", "1", "--json"),
                List.of("score", "i", "generated:inflection", "--json"),
                List.of("inspect", "r", "--json"),
                List.of("predict", "r", "letters.txt", "--rearranged"),
                List.of("predict", "r", "letters.txt", "--rearranged", "--prefix", "b", "--beam", "40")));
        assertThat(runs.get(0).json().path("loss")).isEqualTo(reverse.json().path("loss"));
        assertThat(runs.get(1).json().path("loss")).isEqualTo(reverse.json().path("longer_loss"));
        assertThat(runs.get(2).json().path("loss")).isEqualTo(run.json().path("loss"));
        assertThat(runs.get(3).json().path("command").asString())
                .startsWith("carousel train translate --train generated:reverse");
        var rearranged = runs.get(4).succeeded().output().lines().toList();
        assertThat(rearranged).hasSize(3).element(1).isEqualTo("");
        assertThat(rearranged.getFirst().split(" ")).containsExactlyInAnyOrder("a", "b", "a", "c");
        assertThat(rearranged.getLast().split(" ")).hasSize(18); // longer than what was learned from
        runs.get(5).failedWith(1, "letters.txt:2: nothing that is allowed");
    }

    @Test
    void whatStandsThereBeforeIsLeftOutAndTheLastAreHeldBack() throws Exception {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            lines.add("n%d_m%d".formatted(i, i));
        }
        toys.write("a.txt", String.join("\n", lines) + "\n" + String.join("\n", lines.subList(0, 20)) + "\n");
        toys.write("last.txt", String.join("\n", lines.subList(36, 40)) + "\n");
        var fixed = " --valid-fraction 0 --separator _ --steps 1";
        var runs = carousel.several(List.of(
                train("a.txt", "a", "--test-last 4 --drop-duplicates" + fixed),
                train("a.txt", "b", "--test-fraction 0.1" + fixed),
                train("a.txt", "c", "--test-fraction 0.1 --seed 2" + fixed),
                List.of("eval", "a", "--data", "last.txt", "--beam", "1", "--json"),
                train("a.txt", "d", "--source-column 2 --target-column 1" + fixed),
                List.of("inspect", "d")));
        assertThat(runs.get(0).succeeded().errors())
                .contains("learning from 36 pairs", "a.txt: 20 duplicates left out");
        assertThat(runs.get(1).succeeded().errors()).contains("learning from 54 pairs");
        assertThat(runs.get(2).succeeded().json().path("sequences").asInt()).isEqualTo(6);
        assertThat(runs.get(3).json().path("loss")).isEqualTo(runs.get(0).json().path("loss"));
        assertThat(runs.get(5).succeeded().output()).contains("--source-column 2 --target-column 1");
    }

    @Test
    void noSourceStandsOnBothSidesOfTheLast() throws Exception {
        toys.write("a.tsv", "a\t1\nb\t2\nc\t3\nd\t4\na\t5\nc\t6\n");
        var fixed = "--test-last 2 --valid-fraction 0 --steps 1";
        var single = carousel.run(train("a.tsv", "s", fixed), "").succeeded();
        assertThat(single.errors()).contains("learning from 4 pairs");
        assertThat(single.json().path("sequences").asInt()).isEqualTo(2);
        var grouped =
                carousel.run(train("a.tsv", "g", fixed), "--references grouped").succeeded();
        assertThat(grouped.errors()).contains("learning from 2 pairs");
        assertThat(grouped.json().path("sequences").asInt()).isEqualTo(2);
        assertThat(grouped.json().path("bleu_signature").asString()).contains("nrefs:2");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws Exception {
        toys.write("a.tsv", "a\tb\nc\td\n");
        toys.write("same.tsv", "a\tb\na\td\na\te\n");
        Refusal.all(
                carousel,
                List.of("train", "translate", "--out", "m"),
                new Refusal(2, "--train: unknown pairs 'generated:sor'", "--train generated:sor"),
                new Refusal(2, "--train: unknown pairs 'generated:sort:longer'", "--train generated:sort:longer"),
                new Refusal(2, "--test: not for generated pairs", "--train generated:sort --test a.tsv"),
                new Refusal(2, "--separator: not for generated pairs", "--train generated:sort --separator _"),
                new Refusal(
                        2, "--autoencode: not for generated", "--train generated:sort --autoencode --coupling initial"),
                new Refusal(
                        2, "--separator: not for two files", "--train-source a.tsv --train-target a.tsv --separator _"),
                new Refusal(
                        2,
                        "--source-prefix: not for two files",
                        "--train-source a.tsv --train-target a.tsv --source-prefix IN:"),
                new Refusal(
                        2,
                        "--references: not for texts that become themselves",
                        "--train a.tsv --autoencode --coupling initial --references grouped"),
                new Refusal(
                        2,
                        "--test-last: expected fewer of same.tsv",
                        "--train same.tsv --test-last 1 --references grouped"),
                new Refusal(2, "--test: no longer ones of", "--train a.tsv --test generated:summary:longer"),
                new Refusal(2, "--target-drop: expected a regular expression", "--train a.tsv --target-drop ["),
                new Refusal(2, "--select: not for", "--train a.tsv --valid-fraction 0 --select exact-match"),
                new Refusal(2, "--references: expected", "--train a.tsv --references all"),
                new Refusal(2, "--test-last: expected fewer", "--train a.tsv --test-last 2"),
                new Refusal(2, "--test-last: expected 0 with", "--train a.tsv --test-last 1 --test-fraction 0.1"),
                new Refusal(2, "--test-fraction: expected 0 with", "--train a.tsv --test a.tsv --test-fraction 0.1"),
                new Refusal(2, "--source-column: expected numbers", "--train a.tsv --target-column 1"),
                new Refusal(
                        2, "--source-column: expected numbers", "--train a.tsv --source-column b --target-column 1"),
                new Refusal(1, "a.tsv:1: 2 columns", "--train a.tsv --source-column 3 --target-column 1"),
                new Refusal(1, "a.tsv: of 2 examples", "--train a.tsv --test-fraction 0.1"));
    }
}
