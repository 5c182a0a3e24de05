package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is to see of a translator, and what it can be told: a hundred sentences word by word. */
class TranslatorLooksCommandTest {
    private static final List<String> PEOPLE = List.of("dog hund", "man mann", "fox fuchs", "owl eule", "cat katze");
    private static final List<String> DEEDS = List.of("sees sieht", "knows kennt", "hears hoert", "likes mag");

    @TempDir
    Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void pairs() throws Exception {
        carousel = new Carousel(folder).quick();
        toys = new Toys(folder);
        var pairs = new StringBuilder();
        for (var one : PEOPLE) {
            for (var deed : DEEDS) {
                for (var other : PEOPLE) {
                    pairs.append(pair(one, deed, other));
                }
            }
        }
        toys.write("pairs.tsv", pairs.toString());
        toys.write("new.txt", "dog sees cat\n\nowl knows man\n");
    }

    private static String pair(String... both) {
        var left = new ArrayList<String>();
        var right = new ArrayList<String>();
        for (var words : both) {
            left.add(words.split(" ")[0]);
            right.add(words.split(" ")[1]);
        }
        return String.join(" ", left) + "\t" + String.join(" ", right) + "\n";
    }

    private void train(String name, String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", "translate", "--train", "pairs.tsv", "--out", name));
        words.addAll(List.of("--cell", "gru", "--hidden", "12", "--batch", "8", "--max-length", "4"));
        words.addAll(List.of(more));
        carousel.run(words.toArray(String[]::new)).succeeded();
    }

    @Test
    void alignmentsConstraintsPicturesAndTheRest() throws Exception {
        train("m", "--feeding", "before", "--bidirectional", "--lr", "0.02", "--epochs", "12");
        train("blind", "--coupling", "initial", "--steps", "3");
        toys.write("lexicon", "mann sieht eule\n\neule kennt mann\nzebra\n");
        toys.write("long.txt", "dog sees cat dog sees cat\n");
        toys.write("a.svg", "an old picture");
        var runs = carousel.several(List.of(
                List.of("predict", "m", "new.txt", "--alignments", "--json"),
                List.of("predict", "m", "new.txt", "--n-best", "2", "--alignments", "--scores"),
                List.of("predict", "m", "new.txt", "--lexicon", "lexicon"),
                List.of("predict", "m", "new.txt", "--prefix", "katze k", "--max-length", "4"),
                List.of("predict", "m", "new.txt", "--pattern", "\\w+ (mag|kennt) \\w+", "--beam", "30"),
                List.of("predict", "m", "long.txt", "--too-long", "cut", "--json"),
                List.of("predict", "m", "long.txt"),
                List.of("plot", "--attention", "m", "--sentence", "dog sees cat", "--out", "a.png", "--json"),
                List.of("plot", "--attention", "m", "new.txt", "--out", "a.svg", "--force"),
                List.of("diagnose", "m", "--data", "pairs.tsv", "--plot", "d.png", "--json"),
                List.of("diagnose", "blind", "--data", "pairs.tsv", "--json"),
                List.of(
                        "eval",
                        "m",
                        "--data",
                        "pairs.tsv",
                        "--by-length",
                        "2",
                        "--compare",
                        "blind",
                        "--plot",
                        "l.png",
                        "--json")));
        runs.forEach(Carousel.Run::succeeded);
        aligned(runs.get(0), runs.get(1));
        var found = runs.get(2).output().lines().toList();
        assertThat(found).hasSize(3).allMatch(line -> line.equals("mann sieht eule") || line.equals("eule kennt mann"));
        assertThat(found.getLast()).isEqualTo("eule kennt mann");
        assertThat(runs.get(3).output().lines()).hasSize(3).allMatch(line -> line.startsWith("katze kennt"));
        assertThat(runs.get(4).output().lines()).hasSize(3).allMatch(line -> line.matches("\\w+ (mag|kennt) \\w+"));
        assertThat(runs.get(4).output()).endsWith("eule kennt mann\n");
        assertThat(runs.get(5).errors()).contains("1 of 1 sentences were cut at 4 symbols", "(line 1)");
        assertThat(runs.get(5).json().path("too_long").asInt()).isEqualTo(1);
        assertThat(runs.get(6).errors()).contains("1 of 1 sentences have more than the 4 symbols");
        assertThat(ImageIO.read(carousel.path("a.png").toFile()).getWidth()).isGreaterThan(900);
        assertThat(runs.get(7).json().path("links").asString()).isEqualTo("0-0 1-1 2-2");
        assertThat(Files.readString(carousel.path("a.svg"))).contains("<svg").doesNotContain("<text");
        diagnosed(runs.get(9), runs.get(10));
        compared(runs.get(11));
    }

    /** A line's draws are those of its number, whatever stands around it and however many are asked for. */
    @Test
    void translationsAreDrawnAndCoverTheirSource() throws Exception {
        train("m", "--feeding", "before", "--lr", "0.02", "--epochs", "4");
        toys.write("third.txt", "cat\n\nowl knows man\ndog sees cat\n");
        var flat = " --sample --seed 5 --temperature 3";
        var runs = carousel.several(List.of(
                Carousel.words(List.of(), "predict m new.txt --n-best 4 --scores" + flat),
                Carousel.words(List.of(), "predict m third.txt --scores --threads 1" + flat),
                List.of("predict", "m", "new.txt", "--sample", "--temperature", "0.0001"),
                List.of("predict", "m", "new.txt", "--beam", "1"),
                List.of("predict", "m", "new.txt", "--sample", "--json"),
                Carousel.words(List.of(), "predict m new.txt --n-best 2 --prefix hund" + flat),
                List.of("predict", "m", "new.txt", "--n-best", "5", "--scores"),
                List.of("predict", "m", "new.txt", "--n-best", "5", "--scores", "--coverage-penalty", "100"),
                List.of("eval", "m", "--data", "pairs.tsv", "--json"),
                List.of("eval", "m", "--data", "pairs.tsv", "--coverage-penalty", "100", "--json")));
        runs.forEach(Carousel.Run::succeeded);
        var four = runs.get(0).output().lines().toList();
        assertThat(four).hasSize(3).allMatch(line -> line.split("\t").length == 8);
        var drawn = List.of(four.get(2).split("\t"));
        assertThat(drawn.subList(0, 2)).isNotEqualTo(drawn.subList(2, 4));
        assertThat(runs.get(1).output().lines().toList().get(2)).isEqualTo(drawn.get(0) + "\t" + drawn.get(1));
        assertThat(runs.get(2).output()).isEqualTo(runs.get(3).output());
        assertThat(runs.get(4).errors())
                .contains("seed " + runs.get(4).json().path("seed").asString());
        assertThat(runs.get(5).output().lines()).hasSize(3).allMatch(line -> line.matches("hund.*\thund.*"));
        assertThat(runs.get(7).output()).isNotEqualTo(runs.get(6).output());
        assertThat(runs.get(9).json().path("chrf"))
                .isNotEqualTo(runs.get(8).json().path("chrf"));
    }

    private static void aligned(Carousel.Run json, Carousel.Run text) {
        var lines = json.output().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("hund sieht katze\t0-0 1-1 2-2");
        assertThat(lines.get(2)).isEqualTo("eule kennt mann\t0-0 1-1 2-2");
        var first = json.json().path("translations").path(0).path(0);
        assertThat(first.path("source").toString()).isEqualTo("[\"dog\",\"sees\",\"cat\"]");
        assertThat(first.path("attention")).hasSize(3);
        assertThat(first.path("attention").path(1).path(1).asDouble()).isGreaterThan(0.5);
        assertThat(first.path("ended").asBoolean()).isTrue();
        assertThat(json.json().path("cut").asInt()).isZero();
        assertThat(text.output().lines().findFirst().orElseThrow())
                .matches("hund sieht katze\t-[0-9.]+\t0-0 1-1 2-2\t[a-z ]+\t-[0-9.]+\t[-0-9 ]+");
    }

    private void diagnosed(Carousel.Run attentive, Carousel.Run blind) throws Exception {
        assertThat(attentive.json().path("gradient")).hasSize(3);
        assertThat(attentive.json().path("forwards").asDouble()).isGreaterThan(0.9);
        assertThat(attentive.json().path("attention_steps").asDouble()).isBetween(1.0, 2.5);
        assertThat(attentive.json().path("exposure")).hasSize(4);
        assertThat(attentive.json().path("right_after_own").asDouble())
                .isBetween(0.5, attentive.json().path("right_after_right").asDouble());
        assertThat(attentive.json().path("length_ratio").asDouble()).isBetween(0.9, 1.1);
        assertThat(attentive.output()).contains("it looks further on", "Gru forward, 12 units", "covered");
        assertThat(ImageIO.read(carousel.path("d.png").toFile()).getWidth()).isEqualTo(1600);
        assertThat(blind.output()).contains("does not look at its source").doesNotContain("covered");
    }

    private void compared(Carousel.Run run) throws Exception {
        assertThat(run.output()).contains("m\nsource symbols", "blind\nsource symbols", "blind: BLEU", "l.png");
        assertThat(run.json().path("by_length")).hasSize(1); // all have three words
        assertThat(run.json().path("by_length").path(0).path("sequences").asInt())
                .isEqualTo(100);
        assertThat(run.json().path("by_length").path(0).path("bleu"))
                .isEqualTo(run.json().path("bleu"));
        assertThat(run.json().path("compared").path("chrf").asDouble())
                .isLessThan(run.json().path("chrf").asDouble());
        assertThat(ImageIO.read(carousel.path("l.png").toFile()).getHeight()).isEqualTo(1000);
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws Exception {
        train("m", "--steps", "1");
        train("blind", "--coupling", "initial", "--steps", "1");
        train("pieces", "--level", "subword", "--pieces", "200", "--steps", "1");
        toys.write("there.png", "not to be written over");
        toys.write("none", "zebra\n");
        toys.write("long.txt", "dog\ndog sees cat dog sees cat\n");
        Refusal.all(
                carousel,
                List.of(),
                new Refusal(
                        2,
                        "nothing can be written: no translation of at most 5 symbols",
                        "predict m new.txt --lexicon none"),
                new Refusal(
                        2,
                        "begins with 'mann', and matches 'eule.*'",
                        "predict m new.txt --prefix mann --pattern eule.*"),
                new Refusal(2, "begins with 'hund'", "predict m new.txt --prefix hund --pattern .*([a-z]+){9}[0-9]"),
                new Refusal(2, "--pattern: '(' without ')' at character 5", "predict m new.txt --pattern a(bc"),
                new Refusal(1, "none.txt: no such file", "predict m new.txt --lexicon none.txt"),
                new Refusal(1, "long.txt:2: 6 symbols", "predict m long.txt --too-long refuse"),
                new Refusal(2, "--alignments: the model does not look", "predict blind new.txt --alignments"),
                new Refusal(
                        2, "--coverage-penalty: the model does not look", "predict blind new.txt --coverage-penalty 1"),
                new Refusal(
                        2,
                        "--coverage-penalty: the model does not look",
                        "eval blind --data pairs.tsv --coverage-penalty 1"),
                new Refusal(
                        2,
                        "--coverage-penalty: expected 0 without --coupling attention",
                        "train translate --train pairs.tsv --out n --coupling context --coverage-penalty 1"),
                new Refusal(2, "--coverage-penalty: expected 0 or", "predict m new.txt --coverage-penalty -1"),
                new Refusal(2, "--beam: not for --sample", "predict m new.txt --sample --beam 3"),
                new Refusal(2, "--length-penalty: not for", "predict m new.txt --sample --length-penalty 0"),
                new Refusal(2, "--top-k: not for translations that are sought", "predict m new.txt --top-k 3"),
                new Refusal(2, "--temperature: expected", "predict m new.txt --sample --temperature 0"),
                new Refusal(2, "--too-long: expected", "predict m new.txt --too-long no"),
                new Refusal(
                        1,
                        "new.txt:1: cannot be rearranged: the model never writes 'dog', 'sees'",
                        "predict m new.txt --rearranged"),
                new Refusal(
                        2,
                        "--rearranged: not together with --too-long cut",
                        "predict m new.txt --rearranged --too-long cut"),
                new Refusal(2, "--rearranged: the model writes pieces", "predict pieces new.txt --rearranged"),
                new Refusal(2, "--data-target: missing beside --data-source", "eval m --data-source new.txt"),
                new Refusal(2, "--out there.png: exists already", "plot --attention m new.txt --out there.png"),
                new Refusal(2, "--attention blind: does not look", "plot --attention blind new.txt --out p.png"),
                new Refusal(2, "--sentence: stands beside", "plot --sentence dog --out p.png"),
                new Refusal(2, "one argument too many", "plot --attention m new.txt long.txt --out p.png"),
                new Refusal(2, "--data: missing; expected pairs", "diagnose m"),
                new Refusal(2, "--by-length: expected", "eval m --data pairs.tsv --by-length -1"),
                new Refusal(2, "--plot p.png: shows", "eval m --data pairs.tsv --plot p.png"));
    }
}
