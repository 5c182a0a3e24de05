package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.DataFolder;
import carousel.NeedsData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Published counts of real corpora. */
class CorpusTest {
    @Test
    @NeedsData("tinyshakespeare/input.txt")
    void tinyShakespeareHasItsPublishedCounts() throws IOException {
        var text = Files.readString(DataFolder.file("tinyshakespeare/input.txt"));
        var tokenizer = Tokenizer.characters(text, Case.KEEP);
        assertThat(tokenizer.vocabulary().size()).isEqualTo(65);
        assertThat(tokenizer.vocabulary().symbols())
                .startsWith("\n", " ", "!", "$")
                .endsWith("z");
        var ids = tokenizer.ids(text);
        assertThat(ids).hasSize(1_115_394);
        assertThat(IntStream.of(ids).filter(tokenizer::endsLine)).hasSize(40_000);
        assertThat(tokenizer.text(ids)).isEqualTo(text);
    }

    @Test
    @NeedsData("wikitext2/wiki.train.shuffled-articles.tokens.gz")
    void wikiText2HasItsPublishedCounts() throws IOException {
        var file = DataFolder.file("wikitext2/wiki.train.shuffled-articles.tokens.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var tokenizer = Tokenizer.words(text, Case.KEEP, 1);
            assertThat(tokenizer.vocabulary().size()).isEqualTo(33_278);
            assertThat(tokenizer.vocabulary().symbols()).startsWith("the", ",", ".", "of", "<unk>");
            var ids = tokenizer.ids(text);
            assertThat(ids).hasSize(2_051_910 + 36_718);
            assertThat(IntStream.of(ids).filter(tokenizer::endsLine)).hasSize(36_718);
        }
    }
}
