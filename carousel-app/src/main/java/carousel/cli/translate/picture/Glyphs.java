package carousel.cli.translate.picture;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fonts that have the glyphs of texts in any script: the usual one, or else the first by name that has them. Immutable.
 *
 * @param fonts to choose from, the best first
 */
record Glyphs(List<Font> fonts) {

    /** The installed ones. */
    static Glyphs installed() {
        var all = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
        var usual = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
        return new Glyphs(
                Stream.concat(Stream.of(usual), Arrays.stream(all).sorted(Comparator.comparing(Font::getFontName)))
                        .toList());
    }

    /** A font for a text; where none has all of it, the usual one. */
    Font font(String text, float size) {
        return fonts.stream()
                .filter(font -> font.canDisplayUpTo(text) < 0)
                .findFirst()
                .orElse(fonts.getFirst())
                .deriveFont(size);
    }

    /** Characters that will be boxes: those that no font has, in rising order. */
    List<String> missing(Collection<String> texts) {
        return texts.stream()
                .filter(text -> fonts.stream().allMatch(font -> font.canDisplayUpTo(text) >= 0))
                .flatMapToInt(String::codePoints)
                .filter(c -> !fonts.getFirst().canDisplay(c))
                .sorted()
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }
}
