package carousel.cli.run;

import carousel.cli.shell.FailedException;
import carousel.cli.shell.WholeFile;
import java.awt.AWTError;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;

/** Draws into a file, whole or not at all; what goes wrong is one line. Safe for many threads. */
public final class ChartFile {
    private ChartFile() {}

    /** Makes the bytes of a picture. */
    public interface Drawing {
        byte[] draw() throws Exception;
    }

    /** Writes what is drawn. */
    public static void write(Path file, Drawing drawing) {
        try {
            WholeFile.write(file, drawn(file, drawing));
        } catch (IOException e) {
            throw new FailedException(file + ": cannot be written (" + e.getMessage() + "); choose another place", e);
        }
    }

    private static byte[] drawn(Path file, Drawing drawing) {
        try {
            return drawing.draw();
        } catch (Exception | LinkageError | AWTError e) {
            throw new FailedException(
                    file + ": cannot be drawn (" + e + "); install fontconfig and a font, such as fonts-dejavu-core",
                    e);
        }
    }

    /** Whether a file is to hold shapes instead of points. */
    public static boolean vector(Path file) {
        return file.toString().endsWith(".svg");
    }

    /**
     * Shapes as an SVG.
     *
     * @param painted paints on something of this size
     */
    public static byte[] svg(Dimension size, Lettering lettering, Consumer<Graphics2D> painted)
            throws IOException, ParserConfigurationException {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .getDOMImplementation()
                .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
        var graphics = new SVGGraphics2D(SVGGeneratorContext.createDefault(document), lettering == Lettering.SHAPES);
        graphics.setSVGCanvasSize(size);
        painted.accept(graphics);
        var text = new StringWriter();
        graphics.stream(text, true);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What letters are in an SVG. */
    public enum Lettering {
        /** Text in whatever font the reader has. */
        TEXT,
        /** Shapes that look the same everywhere. */
        SHAPES
    }

    /** A picture as a PNG. */
    public static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
