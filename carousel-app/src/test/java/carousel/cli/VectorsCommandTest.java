package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.model.ClassifierFile;
import carousel.tensor.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsCommandTest {
    private static final String[] TRAIN = {
        "train", "classify", "--train", "t.tsv", "--vectors", "v.txt", "--hidden", "4", "--epochs", "2", "--out"
    };

    @TempDir
    Path folder;

    private static String[] with(String... more) {
        var all = new java.util.ArrayList<>(java.util.List.of(TRAIN));
        all.addAll(java.util.List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void aModelBeginsWithPretrainedVectorsAndKeepsThemFrozen() throws Exception {
        Files.writeString(
                folder.resolve("t.tsv"),
                "text\tlabel\n" + "a good Film\tpos\na bad Film\tneg\nso good\tpos\nso bad\tneg\n".repeat(5));
        Files.writeString(folder.resolve("v.txt"), "good 1 0 2\nbad -1 0 2\nfilm 0 1 2\nzebra 0 0 2\n");
        var carousel = new Carousel(folder).quick();
        var run =
                carousel.run(with("m.safetensors", "--freeze", "input.steps.*")).succeeded();
        assertThat(run.errors()).contains("begins with the vectors of 3 of 5 words, 3 numbers each, from v.txt");
        var file = ClassifierFile.load(carousel.path("m.safetensors"));
        var table = Tree.flatten(file.model()).get("input.steps.embed.table");
        int film = ((carousel.model.input.TextCoder) file.coder()).symbols().id("Film");
        assertThat(table.rows(film, film + 1).toArray()).containsExactly(0, 1, 2);
        assertThat(file.settings().text().embedding()).isEqualTo(3);
        assertThat(file.provenance().data().get("vectors").sha256()).isEqualTo(carousel.sha256("v.txt"));
        Files.writeString(folder.resolve("v.txt"), "good 1 0 3\n");
        assertThat(carousel.run(with("m.safetensors", "--freeze", "input.steps.*", "--resume"))
                        .errors())
                .contains("vectors");
        carousel.run(with("n.safetensors", "--embedding", "7"))
                .failedWith(2, "--vectors v.txt: vectors of 3 numbers; expected --embedding 3 or none, got 7");
        carousel.run(with("n.safetensors", "--units", "char")).failedWith(2, "--vectors v.txt", "word or both");
        carousel.run(with("n.safetensors", "--warm-start", "m.safetensors")).failedWith(2, "--warm-start; choose one");
        Files.writeString(folder.resolve("v.txt"), "zebra 1 0 3\n");
        carousel.run(with("n.safetensors")).failedWith(2, "has none of the 5 words");
    }
}
