package carousel.cli.label.answer;

import carousel.cli.run.ChartStyle;
import carousel.cli.run.HeatScale;
import carousel.metric.Confusion;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as a picture: each row sums to one, dark is much. One thread at a time. */
final class ConfusionPicture {
    private static final int TOP = 150;
    private static final int EDGE = 24;
    private static final int AXIS = 70;
    private static final int LONGEST_NAME = 18;
    private static final int SMALLEST_COUNT = 18;
    private static final double SLOPE = Math.toRadians(-60);

    private final Confusion confusion;
    private final Graphics2D graphics;
    private final int width;
    private final List<String> names;
    private final int left;
    private final int cell;
    private final int longest; // name, in pixels

    private ConfusionPicture(Confusion confusion, Graphics2D graphics, int width) {
        this.confusion = confusion;
        this.graphics = graphics;
        this.width = width;
        this.names =
                confusion.labels().stream().map(ConfusionPicture::shortened).toList();
        graphics.setFont(nameFont());
        this.longest = names.stream()
                .mapToInt(name -> graphics.getFontMetrics().stringWidth(name))
                .max()
                .orElse(0);
        int below = (int) (longest * -Math.sin(SLOPE)) + EDGE + AXIS;
        int beside = longest + EDGE + AXIS;
        this.cell = Math.max(1, Math.min(width - beside - EDGE, ChartStyle.HEIGHT - TOP - below) / names.size());
        this.left = beside + Math.max(0, (width - EDGE - beside - cell * names.size()) / 2);
    }

    /** The picture of a model with a name. */
    static BufferedImage of(Confusion confusion, String model, int width) {
        var picture = new BufferedImage(width, ChartStyle.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, ChartStyle.HEIGHT);
        new ConfusionPicture(confusion, graphics, width).draw(model);
        graphics.dispose();
        return picture;
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_NAME ? label : label.substring(0, LONGEST_NAME - 1) + "…";
    }

    private Font nameFont() {
        int classes = confusion.labels().size();
        return new Font(Font.SANS_SERIF, Font.PLAIN, classes <= 12 ? 28 : classes <= 20 ? 26 : 22);
    }

    private void draw(String model) {
        var title = String.format(
                Locale.ROOT, "%s: %.1f %% of %d right", model, 100 * confusion.accuracy(), confusion.total());
        graphics.setColor(Color.BLACK);
        centred(ChartStyle.TITLE, title, width / 2, 62);
        HeatScale.draw(graphics, width / 2 - 240, 92, "of the expected class");
        for (int i = 0; i < names.size(); i++) {
            long row = confusion.of(i).expected();
            for (int j = 0; j < names.size(); j++) {
                cell(i, j, (double) confusion.count(i, j) / Math.max(1, row));
            }
        }
        names();
    }

    private void cell(int i, int j, double share) {
        int x = left + j * cell;
        int y = TOP + i * cell;
        graphics.setColor(HeatScale.colour(share));
        graphics.fillRect(x, y, cell, cell);
        graphics.setColor(HeatScale.GRID);
        graphics.drawRect(x, y, cell, cell);
        var count = String.valueOf(confusion.count(i, j));
        var font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.min(34, cell / 2));
        boolean fits = font.getSize() >= SMALLEST_COUNT
                && graphics.getFontMetrics(font).stringWidth(count) <= cell - 4;
        if (fits && confusion.count(i, j) > 0) {
            graphics.setColor(share > 0.4 ? Color.WHITE : Color.BLACK);
            centred(font, count, x + cell / 2, y + cell / 2 + font.getSize() / 3);
        }
    }

    private void names() {
        graphics.setColor(Color.BLACK);
        int size = cell * names.size();
        for (int k = 0; k < names.size(); k++) {
            graphics.setFont(nameFont());
            int middle = k * cell + cell / 2;
            int third = nameFont().getSize() / 3;
            turned(names.get(k), left + middle + third, TOP + size + 16, SLOPE);
            right(names.get(k), left - 14, TOP + middle + third);
        }
        int below = TOP + size + (int) (longest * -Math.sin(SLOPE)) + AXIS;
        centred(ChartStyle.LABEL, "predicted", left + size / 2, below);
        var unturned = graphics.getTransform();
        int beside = left - longest - AXIS + EDGE;
        graphics.rotate(Math.toRadians(-90), beside, TOP + size / 2.0);
        centred(ChartStyle.LABEL, "expected", beside, TOP + size / 2);
        graphics.setTransform(unturned);
    }

    /** Ends at a place. */
    private void turned(String text, int x, int y, double angle) {
        AffineTransform unturned = graphics.getTransform();
        graphics.rotate(angle, x, y);
        right(text, x, y + nameFont().getSize() / 2);
        graphics.setTransform(unturned);
    }

    private void centred(Font font, String text, int x, int y) {
        graphics.setFont(font);
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
    }

    private void right(String text, int x, int y) {
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text), y);
    }
}
