package carousel.cli.translate.picture;

import carousel.cli.run.ChartFile;
import carousel.cli.shell.Console;
import carousel.cli.shell.UsageException;
import carousel.cli.translate.answer.Beaming;
import carousel.model.TranslatorFile;
import carousel.model.translate.Translator.Said;
import carousel.store.Settings;
import carousel.text.DataException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Draws where a translator looks while it translates a sentence. Safe for many threads. */
public final class AttentionFile {
    private AttentionFile() {}

    /** Translates, draws into a file that ends in {@code .svg} or is a PNG, and says what was translated. */
    public static SequencedMap<String, Object> write(Path file, Path model, String sentence, Console console) {
        var said = said(model, sentence);
        var alignment = said.alignment();
        if (alignment.source().isEmpty() || alignment.target().isEmpty()) {
            throw new DataException("nothing to draw: " + alignment.source().size() + " source words and "
                    + alignment.target().size() + " written ones; expected some of both");
        }
        var name = model.getFileName().toString().replaceFirst("\\.\\w+$", "");
        ChartFile.write(file, () -> {
            var glyphs = Glyphs.installed();
            note(
                    glyphs.missing(Stream.concat(alignment.source().stream(), alignment.target().stream())
                            .toList()),
                    console);
            return bytes(new AttentionPicture(alignment, name + ": where each written word looked", glyphs), file);
        });
        var figures = new LinkedHashMap<String, Object>();
        figures.put("source", sentence);
        figures.put("text", said.text());
        figures.put("links", alignment.links());
        return figures;
    }

    private static Said said(Path path, String sentence) {
        var translator = TranslatorFile.load(path).translator();
        if (!translator.looks()) {
            throw new UsageException("--attention " + path
                    + ": does not look at its source; expected a translator trained with --coupling attention");
        }
        var beam = Settings.read(Beaming.class, Map.of()).of(translator);
        return translator
                .translate(List.of(sentence), beam, translator.longest())
                .getFirst()
                .getFirst();
    }

    private static void note(List<String> missing, Console console) {
        if (!missing.isEmpty()) {
            var first = missing.getFirst();
            console.note(String.format(
                    "no installed font has %s (U+%04X)%s: drawn as boxes; install one that has, such as fonts-noto-cjk",
                    first,
                    first.codePointAt(0),
                    missing.size() > 1 ? " and " + (missing.size() - 1) + " more characters" : ""));
        }
    }

    private static byte[] bytes(AttentionPicture picture, Path file) throws Exception {
        var size = picture.size();
        if (ChartFile.vector(file)) {
            return ChartFile.svg(size, ChartFile.Lettering.SHAPES, picture::paint);
        }
        var image = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        picture.paint(graphics);
        graphics.dispose();
        return ChartFile.png(image);
    }
}
