package carousel.cli.run;

import carousel.cli.shell.FailedException;
import carousel.cli.shell.WholeFile;
import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

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

    /** A picture as a PNG. */
    public static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
