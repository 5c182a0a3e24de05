package carousel.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.text.DataException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelTextTest {
    @TempDir
    Path path;

    private Folder folder;

    @BeforeEach
    void folder() {
        folder = new Folder(path);
    }

    private static List<String> texts(Labelled<SentencePair> pairs) {
        return pairs.examples().stream()
                .map(pair -> pair.line() + ":" + pair.source() + ">" + pair.target())
                .toList();
    }

    @Test
    void bothSidesOfALineAreTrimmedAndMayBeEmpty() throws Exception {
        var read = ParallelText.tabs().read(folder.file("a.tsv", " ein Hut \t a hat\r\n\n\tnothing\nnichts\t\n"));
        assertThat(texts(read)).containsExactly("1:ein Hut>a hat", "3:>nothing", "4:nichts>");
        assertThat(read.remarks()).containsExactly("1 CRLF line end", "1 blank line left out");
    }

    @Test
    void whatStandsBetweenAndBeforeMayBeOther() throws Exception {
        var read = new ParallelText("OUT:", "IN:").read(folder.file("scan", "IN: jump twice OUT: JUMP JUMP\n"));
        assertThat(texts(read)).containsExactly("1:jump twice>JUMP JUMP");
    }

    @Test
    void columnsMayBeChosenAndJoined() throws Exception {
        var file = folder.file("forms", "walk\twalked\tV;PST\n go \twent\t V;PST\tx\n");
        assertThat(texts(ParallelText.tabs().withColumns(2, 1, 3).read(file)))
                .containsExactly("1:walk V;PST>walked", "2:go V;PST>went");
        assertThat(texts(new ParallelText("\t", "g").withColumns(1, 2).read(folder.file("prefix", "a\tgab\n"))))
                .containsExactly("1:ab>a");
        assertThatThrownBy(() -> ParallelText.tabs().withColumns(4, 1).read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("forms:1: 3 columns with TAB between; expected at least 4");
        assertThatThrownBy(() -> ParallelText.tabs().withColumns(0, 1)).hasMessageContaining("counted from 1");
        assertThatThrownBy(() -> ParallelText.tabs().withColumns(1)).hasMessageContaining("counted from 1");
    }

    @Test
    void twoFilesGoLineByLine() throws Exception {
        var packed = TextFile.read(folder.write("a.gz", Folder.packed("eins\n\nzwei\tdrei")));
        var read = ParallelText.read(packed, folder.file("b", "one\nnone\n\n"));
        assertThat(texts(read)).containsExactly("1:eins>one", "2:>none", "3:zwei\tdrei>");
    }

    @Test
    void aTextMayBecomeItself() throws Exception {
        var read = ParallelText.same(folder.file("a", " one\ttwo \r\n\nthree"));
        assertThat(texts(read)).containsExactly("1:one\ttwo>one\ttwo", "3:three>three");
        assertThat(read.remarks()).containsExactly("1 CRLF line end", "1 blank line left out");
    }

    @Test
    void aWrongLineIsNamed() throws Exception {
        var none = folder.file("none", "a\tb\nc\n");
        assertThatThrownBy(() -> ParallelText.tabs().read(none))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none:2: no TAB");
        var two = folder.file("two", "a\tb\tc\n");
        assertThatThrownBy(() -> ParallelText.tabs().read(two)).hasMessageContaining("two:1: more than one TAB");
        var prefix = folder.file("prefix", "a => b\n");
        assertThatThrownBy(() -> new ParallelText("=>", "IN:").read(prefix))
                .hasMessageContaining("prefix:1: does not begin with 'IN:'");
        var left = folder.file("left", "a\nb\n");
        var right = folder.file("right", "a\n");
        assertThatThrownBy(() -> ParallelText.read(left, right))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("left has 2 lines", "right has 1;", "line 2 stands alone");
    }
}
