package carousel.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.TextFile;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.model.StepInput;
import carousel.model.label.Classifier;
import carousel.tensor.Tensor;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedWordsTest {
    private static final TextShape SHAPE =
            Classifier.Settings.presets().with("embedding", 2).text();
    private static final TextCoder CODER =
            TextCoder.of(SHAPE, List.of(List.of("Film", "film", "Paris", "PLOT", "dull", "odd")));

    @TempDir
    Path folder;

    private PretrainedWords read(String text) throws IOException {
        return PretrainedWords.read(Files.writeString(folder.resolve("vectors.txt"), text), CODER);
    }

    private static LabelInput fresh(int size) {
        var sized = Classifier.Settings.presets().with("embedding", size).text();
        return CODER.input(sized, Dropout.of(0, "input"), Init.seed(3));
    }

    private static Tensor table(LabelInput input) {
        return ((StepInput.Embedded) input.steps()).embed().table();
    }

    private static float[] vector(LabelInput input, String word) {
        return table(input)
                .rows(CODER.symbols().id(word), CODER.symbols().id(word) + 1)
                .toArray();
    }

    @Test
    void aWordHasItsOwnVectorOrThatOfItsLowerCaseFormOrTheOneItBeganWith() throws IOException {
        var words = read("film 1 2\nFilm 3 4\nplot 5 6\nparis 7 8\nDull 9 9\n<unk> 9 9\nzebra 9 9\n");
        var input = fresh(2);
        var before = fresh(2);
        int version = table(input).version();
        words.into(input);
        assertThat(table(input).version()).isGreaterThan(version);
        assertThat(vector(input, "Film")).containsExactly(3, 4);
        assertThat(vector(input, "film")).containsExactly(1, 2);
        assertThat(vector(input, "PLOT")).containsExactly(5, 6);
        assertThat(vector(input, "Paris")).containsExactly(7, 8);
        for (var word : List.of("dull", "odd", "<unk>")) {
            assertThat(vector(input, word)).as(word).containsExactly(vector(before, word));
        }
        assertThat(words.size()).isEqualTo(6);
        assertThat(words.found()).isEqualTo(4);
        assertThat(words.vectors().words().contains("zebra")).isFalse();
    }

    @Test
    void vectorsOfAnotherSizeAndTablesThatAreNoneAreRefused() throws IOException {
        var words = read("film 1 2 3\n");
        assertThat(words.dimensions()).isEqualTo(3);
        for (int size : new int[] {2, 0}) {
            assertThatThrownBy(() -> words.into(fresh(size)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("given vectors of 3 numbers");
        }
    }

    @Test
    void aDamagedFileIsRefusedAndAWholeOneHasTheDigestOfItsBytes() throws IOException {
        assertThatThrownBy(() -> read("film 1 2\nplot 1\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("vectors.txt:2");
        var file = Files.write(folder.resolve("large"), new byte[100_000]);
        assertThat(TextFile.sha256(file)).isEqualTo(TextFile.sha256(Files.readAllBytes(file)));
    }
}
