package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.model.LanguageModelFile;
import carousel.model.TaggerFile;
import carousel.tensor.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tagger and a classifier that begin with a language model. */
class WarmStartCommandTest {
    private static final List<String> TAG = List.of(
            "train", "tag", "--train", "t.conll", "--out", "m", "--hidden", "4", "--embedding", "3", "--epochs", "1");

    @TempDir
    Path folder;

    private static String[] tag(String... own) {
        return Toys.settings(TAG, own);
    }

    @Test
    void aLanguageModelIsTheBeginningOfATagger() throws Exception {
        var carousel = new Carousel(folder).quick();
        Files.writeString(folder.resolve("lm.txt"), "Ann sees New York\nBob runs and runs\n".repeat(40));
        Files.writeString(
                folder.resolve("t.conll"), "Ann B-PER\nsees O\nOslo B-LOC\n\nBob B-PER\nruns O\n\n".repeat(6));
        Files.writeString(folder.resolve("t.tsv"), "text\tlabel\n" + "Ann sees\ta\nBob runs\tb\n".repeat(8));
        Files.writeString(folder.resolve("t.ts"), "@classLabel true a b\n@data\n" + "1,2:a\n2,1:b\n".repeat(8));
        String[] language = {"train", "lm", "--train", "lm.txt", "--level", "word", "--out", "lm", "--hidden", "4"};
        carousel.run(Toys.settings(
                        List.of(language), "--embedding", "3", "--steps", "5", "--batch", "2", "--bptt", "8"))
                .succeeded();
        var run = carousel.run(tag("--warm-start", "lm", "--freeze", "rnn.*")).succeeded();
        assertThat(run.errors())
                .contains("begins with the vectors of 4 symbols and 3 weights of the recurrent layers of lm; fresh: the"
                        + " vector of 1 symbol, head.w, head.b");
        var theirs = LanguageModelFile.load(carousel.path("lm"));
        var ours = TaggerFile.load(carousel.path("m"));
        for (var name : Tree.flatten(theirs.model().rnn()).keySet()) {
            assertThat(Tree.flatten(ours.model()).get("rnn." + name).toArray())
                    .containsExactly(
                            Tree.flatten(theirs.model().rnn()).get(name).toArray());
        }
        assertThat(ours.provenance().data().get("warm-start").sha256()).isEqualTo(carousel.sha256("lm"));
        carousel.run(tag("--warm-start", "lm", "--out", "both", "--units", "both", "--char-hidden", "2"))
                .succeeded();
        Refusal.all(
                carousel,
                List.of("train"),
                new Refusal(
                        2,
                        "--warm-start lm: vectors of symbols have 3 numbers there and 100 here; expected --embedding 3",
                        "tag --train t.conll --out x --hidden 4 --warm-start lm"),
                new Refusal(
                        2,
                        "rnn.layers.0.cell.wx is [3, 16] there and [3, 32] here; expected --embedding 3 --cell lstm",
                        "classify --train t.tsv --out x --hidden 8 --embedding 3 --warm-start lm"),
                new Refusal(
                        2,
                        "layer 0 is lstm there and gru here",
                        "classify --train t.tsv --out x --hidden 4 --embedding 3 --cell gru --warm-start lm"),
                new Refusal(
                        2,
                        "--warm-start lm: a language model of the level word",
                        "classify --train t.tsv --out x --units char --warm-start lm"),
                new Refusal(
                        2,
                        "--warm-start lm: a language model; expected another model of series",
                        "classify --train t.ts --out x --warm-start lm"));
    }
}
