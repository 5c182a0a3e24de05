package carousel.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.TextFile;
import carousel.data.labelled.Sentence;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceReadersTest {
    private static final String CONLLU = """
            # sent_id = 1
            # text = Don't go
            1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
            1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
            2\tn't\tnot\tPART\tRB\tPolarity=Neg\t3\tadvmod\t_\t_
            2.1\tyou\tyou\tPRON\t_\t_\t_\t_\t_\t_
            3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_

            1\tNew York\tNew York\tPROPN\tNNP\t_\t0\troot\t_\t_
            """;

    @TempDir
    Path path;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(path);
    }

    private static Sentence sentence(int line, String words, String tags) {
        return new Sentence(List.of(words.split(" ")), List.of(tags.split(" ")), "", line);
    }

    @Test
    void blankLinesEndSentencesOfColumns() throws IOException {
        var text = "-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects  VBZ B-VP O\n \t\n\n. . O O";
        var read = new ConllColumns(1, ConllColumns.LAST).read(folder.file("a.conll", text));
        assertThat(read.examples()).containsExactly(sentence(3, "EU rejects", "B-ORG O"), sentence(7, ".", "O"));
        assertThat(read.remarks()).containsExactly("1 -DOCSTART- line left out");
        assertThat(new ConllColumns(1, 2)
                        .read(folder.file("a.conll", text))
                        .examples()
                        .getFirst())
                .isEqualTo(sentence(3, "EU rejects", "NNP VBZ"));
        assertThat(new ConllColumns(4, 1)
                        .read(folder.file("a.conll", text))
                        .examples()
                        .getLast())
                .isEqualTo(sentence(7, "O", "."));
    }

    @Test
    void wordsMayComeWithoutTags() throws IOException {
        var read = new ConllColumns(1, ConllColumns.NONE).read(folder.file("a.conll", "a\nb\n\nc\n"));
        assertThat(read.examples())
                .containsExactly(
                        new Sentence(List.of("a", "b"), List.of(), "", 1),
                        new Sentence(List.of("c"), List.of(), "", 4));
    }

    @Test
    void withTabsAWordMayHoldBlanks() throws IOException {
        var read = new ConllColumns(1, 2).read(folder.file("a.conll", "New York\tLOC\r\n#\tO\r\n\t\r\nis\tO\r\n"));
        assertThat(read.examples())
                .containsExactly(
                        new Sentence(List.of("New York", "#"), List.of("LOC", "O"), "", 1), sentence(4, "is", "O"));
        assertThat(read.remarks()).containsExactly("4 CRLF line ends");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a O\\nb | 2: 1 columns; expected 2 as in the first line, or a blank line",
                "a O\\nb O X | 2: 3 columns; expected 2 as in the first line, or a blank line",
                "a | 1: 1 columns; expected 2 or more",
                "a\\tO\\nb\\t | 2: an empty tag; expected a word and its tag",
                "a\\tO\\n\\tO | 2: an empty word; expected a word and its tag",
            })
    void wrongColumnsAreNamed(String text, String complaint) throws IOException {
        var file = folder.file("a.conll", text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThatThrownBy(() -> new ConllColumns(1, ConllColumns.LAST).read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file.where() + ":" + complaint);
    }

    @Test
    void columnsThatAreNotThereAreNamed() throws IOException {
        var file = folder.file("a.conll", "a b c\n");
        assertThatThrownBy(() -> new ConllColumns(1, 4).read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file.where() + ":1: 3 columns; expected 4 or more");
        assertThatThrownBy(() -> new ConllColumns(3, ConllColumns.LAST).read(file))
                .hasMessageContaining("expected 4 or more");
        assertThatThrownBy(() -> new ConllColumns(1, -2)).hasMessageContaining("got 1 and -2");
        assertThatThrownBy(() -> new ConllColumns(0, 1)).hasMessageContaining("got 0 and 1");
        assertThatThrownBy(() -> new ConllColumns(2, 2)).hasMessageContaining("got 2 and 2");
        var blank = folder.file("b.conll", "\n\n");
        assertThatThrownBy(() -> new ConllColumns(1, 2).read(blank))
                .hasMessageEndingWith("no examples; expected at least one");
    }

    @Test
    void rangesAndEmptyNodesAreNoWords() throws IOException {
        var file = folder.file("a.conllu", CONLLU);
        var read = new Conllu(Conllu.Column.UPOS).read(file);
        assertThat(read.examples())
                .containsExactly(
                        sentence(4, "Do n't go", "AUX PART VERB"),
                        new Sentence(List.of("New York"), List.of("PROPN"), "", 9));
        assertThat(read.remarks())
                .containsExactly("1 multi-word range left out, not its words", "1 empty node left out");
        assertThat(new Conllu(Conllu.Column.FEATS)
                        .read(file)
                        .examples()
                        .getFirst()
                        .tags())
                .containsExactly("_", "Polarity=Neg", "_");
        assertThat(new Conllu(Conllu.Column.DEPREL)
                        .read(file)
                        .examples()
                        .getLast()
                        .tags())
                .containsExactly("root");
        assertThat(Conllu.Column.DEPREL.label()).isEqualTo("deprel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1\\tgo | 2 columns; expected 10 with TABs between them",
                "1 go go VERB VB _ 0 root _ _ | 1 columns; expected 10 with TABs between them",
                "5\\tgo\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\t_ | word number '5'; expected 4, or a blank line before it",
                "1\\tgo\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\t_ | word number '1'; expected 4, or a blank line before it",
                "x\\tgo\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\t_ | word number 'x'; expected 4, or a blank line before it",
                "4\\t\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\t_ | an empty word; expected a word and its tag",
            })
    void wrongWordsOfConlluAreNamed(String line, String complaint) throws IOException {
        var file = folder.file(
                "a.conllu", CONLLU.replace("root\t_\t_\n\n", "root\t_\t_\n" + line.replace("\\t", "\t") + "\n\n"));
        assertThatThrownBy(() -> new Conllu(Conllu.Column.UPOS).read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file.where() + ":8: " + complaint);
    }

    @Test
    void slotFilesLieSideBySide() throws IOException {
        var words = folder.write("x.seq.in", "play  some jazz \n\nhi");
        folder.write("x.seq.out", "O O B-genre\n\nO\n");
        assertThat(SlotFiles.utf8().read(words).examples())
                .containsExactly(
                        new Sentence(List.of("play", "some", "jazz"), List.of("O", "O", "B-genre"), "", 1),
                        new Sentence(List.of(), List.of(), "", 2),
                        new Sentence(List.of("hi"), List.of("O"), "", 3));
        folder.write("x.label", "PlayMusic\nNone\n Greet\n");
        var read = SlotFiles.utf8().read(words);
        assertThat(read.examples()).extracting(Sentence::label).containsExactly("PlayMusic", "None", "Greet");
        assertThat(read.remarks()).containsExactly("1 empty sentence");
        assertThat(read.name()).isEqualTo("x.seq.in");
        var list = new StringBuilder();
        for (var name : List.of("x.label", "x.seq.in", "x.seq.out")) {
            list.append(TextFile.sha256(Files.readAllBytes(path.resolve(name))) + "  " + name + "\n");
        }
        assertThat(read.sha256()).isEqualTo(TextFile.sha256(list.toString().getBytes()));
    }

    @Test
    void slotFilesMayBePackedAndHaveNoPrefix() throws IOException {
        var words = folder.write("seq.in.gz", Folder.packed("a b\n"));
        folder.write("seq.out.gz", Folder.packed("O X\n"));
        folder.write("label.gz", Folder.packed("yes\n"));
        assertThat(SlotFiles.utf8().read(words).examples())
                .containsExactly(new Sentence(List.of("a", "b"), List.of("O", "X"), "yes", 1));
    }

    @Test
    void slotFilesThatDoNotFitAreNamed() throws IOException {
        var words = folder.write("seq.in", "a b\nc\n");
        var slots = folder.write("seq.out", "O O\nO O\n");
        assertThatThrownBy(() -> SlotFiles.utf8().read(words))
                .isInstanceOf(DataException.class)
                .hasMessage(words + ":2: 1 words, but " + slots + " has 2 slots in line 2; expected one for each");
        folder.write("seq.out", "O O\n");
        assertThatThrownBy(() -> SlotFiles.utf8().read(words))
                .hasMessage(words + " has 2 lines, " + slots + " has 1; expected as many: line 2 stands alone");
        folder.write("seq.out", "O O\nO\n");
        var intents = folder.write("label", "x\n\n");
        assertThatThrownBy(() -> SlotFiles.utf8().read(words))
                .hasMessage(intents + ":2: no intent; expected one in every line");
        Files.delete(slots);
        assertThatThrownBy(() -> SlotFiles.utf8().read(words)).hasMessageContaining(slots + ": no such file");
        assertThatThrownBy(() -> SlotFiles.utf8().read(path.resolve("seq.in.txt")))
                .hasMessageContaining("expected the file of the words, whose name ends with seq.in");
    }
}
