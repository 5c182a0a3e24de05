package carousel.cli.translate.picture;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.cli.run.HeatScale;
import carousel.model.wording.Alignment;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttentionPictureTest {
    private static final int STRONG = HeatScale.colour(1).getRGB();

    /** Word t looks at word t of the source alone, or at the last one. */
    private static Alignment alignment(List<String> source, List<String> target) {
        var weights = new float[target.size()][source.size()];
        for (int t = 0; t < weights.length; t++) {
            weights[t][Math.min(t, source.size() - 1)] = 1;
        }
        return new Alignment(source, target, weights);
    }

    static BufferedImage draw(Alignment alignment) {
        var picture = new AttentionPicture(alignment, "m: where each written word looked", Glyphs.installed());
        var size = picture.size();
        var image = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        picture.paint(graphics);
        graphics.dispose();
        return image;
    }

    private static List<String> words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word" + i).toList();
    }

    /** Runs of the strongest colour that are as wide as a cell. */
    private static int strongRuns(BufferedImage image, int y) {
        int runs = 0;
        int length = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            length = image.getRGB(x, y) == STRONG ? length + 1 : 0;
            runs += length == 25 ? 1 : 0;
        }
        return runs;
    }

    @Test
    void eachRowHasOneDarkCellFurtherRightThanTheOneAbove() {
        for (int count : new int[] {1, 4, 30}) {
            var image = draw(alignment(words(count), words(count)));
            int rows = 0;
            for (int y = 160; y < image.getHeight(); y++) {
                int runs = strongRuns(image, y);
                assertThat(runs).isLessThan(2);
                rows += runs;
            }
            assertThat(rows).isGreaterThan(count * 25);
            assertThat(image.getRGB(1, 1)).isEqualTo(Color.WHITE.getRGB());
        }
    }

    @Test
    void longSentencesAreAsReadableAsShortOnes() {
        var image = draw(alignment(words(60), words(45)));
        assertThat(image.getWidth()).isGreaterThan(60 * 32);
        assertThat(image.getHeight()).isGreaterThan(45 * 32);
    }

    @Test
    void scriptsFromTheRightAndLongNamesAreDrawnWithinThePicture() {
        var source = List.of("رجل", "يقرأ", "كتابا", "ל", "שלום", "a".repeat(60));
        var image = draw(alignment(source, List.of("שלום", "עולם", "b".repeat(60))));
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(0, y)).isEqualTo(Color.WHITE.getRGB());
            assertThat(image.getRGB(image.getWidth() - 1, y)).isEqualTo(Color.WHITE.getRGB());
        }
        var blank = draw(alignment(List.of("", "", "", "", "", ""), List.of("", "", "")));
        assertThat(dark(image)).isGreaterThan(dark(blank) + 2000);
    }

    private static long dark(BufferedImage image) {
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).filter(pixel -> (pixel & 0xFF) < 80).count();
    }

    @Test
    void aFontIsFoundThatHasTheGlyphsOrTheCharacterIsNamed() {
        var plain = new Picky("plain", 'a', 'z');
        var han = new Picky("han", 0x4E00, 0x9FFF);
        var glyphs = new Glyphs(List.of(plain, han));
        assertThat(glyphs.font("abc", 30)).isSameAs(plain);
        assertThat(glyphs.font("漢字", 30)).isSameAs(han);
        assertThat(glyphs.font("漢a", 30)).isSameAs(plain);
        assertThat(glyphs.missing(List.of("abc", "漢字"))).isEmpty();
        assertThat(glyphs.missing(List.of("abc", "א", "ב"))).containsExactly("א", "ב");
        assertThat(new Glyphs(List.of(plain)).missing(List.of("字a漢"))).containsExactly("字", "漢");
    }

    /** Has some characters alone. */
    private static final class Picky extends Font {
        private static final long serialVersionUID = 1;
        private final int from;
        private final int to;

        Picky(String name, int from, int to) {
            super(name, Font.PLAIN, 1);
            this.from = from;
            this.to = to;
        }

        @Override
        public boolean canDisplay(int character) {
            return character >= from && character <= to;
        }

        @Override
        public int canDisplayUpTo(String text) {
            return text.codePoints().allMatch(this::canDisplay) ? -1 : 0;
        }

        @Override
        public Font deriveFont(float size) {
            return this;
        }
    }

    @Test
    void everyInstalledFontMayBeChosen() {
        var installed = Glyphs.installed();
        assertThat(installed.missing(new ArrayList<>(List.of("word", "größer"))))
                .isEmpty();
        assertThat(installed.font("word", 24).getSize()).isEqualTo(24);
    }
}
