package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.DataFolder;
import carousel.NeedsData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MosesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "He said, \"I don't.\"|He said , \" I don 't . \"",
                "The boys' dog (a pug) cost $5.50!|The boys ' dog ( a pug ) cost $ 5.50 !",
                "Mr. Smith's son, 5, saw 1,000 T-shirts...|Mr. Smith 's son , 5 , saw 1,000 T-shirts ...",
                "In the U.S. and near 3rd St. at Dr. J. Doe's.|In the U.S. and near 3rd St. at Dr. J. Doe 's .",
                "It ended. Then the 1980's began; #5 at 50%?|It ended . Then the 1980 's began ; # 5 at 50 % ?",
                "Michael's 'Thriller' [video]|Michael 's ' Thriller ' [ video ]",
                "“So be it”, he said – and left.|“ So be it ” , he said – and left .",
            })
    void englishThereAndBack(String text, String tokens) {
        thereAndBack(Moses.ENGLISH, text, tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "McDonald's hat „Ja“-Sager, z.B. am 3. Mai.|McDonald ' s hat „ Ja “ -Sager , z.B. am 3. Mai .",
                "Die U-Bahn (schwarz-weiß) kostet 2,50 € (oder $3).|Die U-Bahn ( schwarz-weiß ) kostet 2,50 € ( oder $ 3 ) .",
                "Er sagt: \"Nein\", bzw. \"Jein\".|Er sagt : \" Nein \" , bzw. \" Jein \" .",
            })
    void germanThereAndBack(String text, String tokens) {
        thereAndBack(Moses.GERMAN, text, tokens);
    }

    private static void thereAndBack(Moses language, String text, String tokens) {
        assertThat(String.join(" ", language.tokens(text))).isEqualTo(tokens);
        assertThat(language.text(List.of(tokens.split(" ")))).isEqualTo(text);
    }

    @Test
    void whatFilesCannotHoldIsWrittenOut() {
        var tokens =
                List.of("A", "&amp;", "B", "&apos;s", "well", "@-@", "known", "&quot;", "&lt;&#124;&#91;", "&quot;");
        assertThat(Moses.ENGLISH.text(tokens)).isEqualTo("A & B's well-known \"<|[\"");
        assertThat(Moses.ENGLISH.text(List.of("&amp;quot;"))).isEqualTo("&quot;");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Moses.ENGLISH.tokens(" \u00a0\t")).isEmpty();
        assertThat(Moses.ENGLISH.tokens("")).isEmpty();
        assertThat(Moses.ENGLISH.text(List.of())).isEmpty();
        assertThat(Moses.ENGLISH.tokens(".")).containsExactly(".");
        assertThat(Moses.ENGLISH.tokens("'")).containsExactly("'");
        assertThat(Moses.ENGLISH.tokens("a\u00a0b.")).containsExactly("a", "b", ".");
        assertThat(Moses.ENGLISH.text(List.of("'", "a", "'"))).isEqualTo("'a'");
        assertThat(Moses.GERMAN.text(List.of("\"", "„", "“", "”"))).isNotEmpty();
    }

    /** The captions of multi30k as they were written, and as the Moses scripts took them apart. */
    @Test
    @NeedsData("multi30k/raw.train.en.gz")
    void captions() throws IOException {
        for (var language : Moses.values()) {
            var suffix = language == Moses.ENGLISH ? "en.gz" : "de.gz";
            var written = lines("multi30k/raw.train." + suffix);
            var apart = lines("multi30k/tok.train.lc.norm.tok." + suffix);
            int back = 0;
            int joined = 0;
            int tokens = 0;
            for (int i = 0; i < written.size(); i++) {
                var text = written.get(i).strip().replaceAll("(?U)\\s+", " ");
                back += language.text(language.tokens(text)).equals(text) ? 1 : 0;
                var plain = plain(text);
                var expected = List.of(apart.get(i).split(" "));
                joined += language.text(expected).equals(plain.toLowerCase(Locale.ROOT)) ? 1 : 0;
                var found = String.join(" ", language.tokens(plain)).toLowerCase(Locale.ROOT);
                tokens += found.equals(escaped(apart.get(i))) ? 1 : 0;
            }
            assertThat(List.of(back, joined, tokens))
                    .as("%s of %d", language, written.size())
                    .allMatch(count -> count > 0.996 * written.size());
        }
    }

    /** As the scripts normalise what they read. */
    private static String plain(String text) {
        return text.replaceAll("[„“”]", "\"").replaceAll("[‘’]", "'").replace('–', '-');
    }

    private static String escaped(String tokens) {
        return tokens.replace("&apos;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(DataFolder.file(file)));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
