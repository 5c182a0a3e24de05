package carousel.cli.translate.picture;

import carousel.cli.run.ChartStyle;
import carousel.cli.run.HeatScale;
import carousel.model.wording.Alignment;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.List;

/**
 * Where a translation looked, as a picture: the source along the top, what was written down the side, dark is much. Words of
 * any script stand as they are written, from either side. Immutable.
 */
final class AttentionPicture {
    private static final int EDGE = 30;
    private static final int AXIS = 60;
    private static final int TITLE = 150; // with the scale
    private static final int GAP = 14;
    private static final int WIDE = 1500;
    private static final int HIGH = 900;
    private static final int LARGEST_CELL = 110;
    private static final int SHORT = 2;
    private static final int LONGEST_NAME = 24;
    private static final double SLOPE = Math.toRadians(-60);
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Alignment alignment;
    private final String title;
    private final Glyphs glyphs;
    private final float letters;
    private final int cell;
    private final int left;
    private final int top;
    private final boolean upright;
    private final Dimension size;

    AttentionPicture(Alignment alignment, String title, Glyphs glyphs) {
        this.alignment = alignment;
        this.title = title;
        this.glyphs = glyphs;
        int columns = Math.max(1, alignment.source().size());
        int rows = Math.max(1, alignment.target().size());
        this.letters = Math.max(columns, rows) <= 24 ? 30 : 24;
        this.cell = (int) Math.clamp(Math.min(WIDE / columns, HIGH / rows), letters + 8, LARGEST_CELL);
        this.upright = alignment.source().stream().allMatch(name -> name.codePointCount(0, name.length()) <= SHORT);
        double above = longest(alignment.source());
        this.top = TITLE + AXIS + (int) (upright ? letters : above * -Math.sin(SLOPE) + letters / 2) + GAP;
        int beside = EDGE + AXIS + (int) longest(alignment.target()) + GAP;
        int further = EDGE + (upright ? 0 : (int) (above * Math.cos(SLOPE)));
        int titled = (int) layout(title, ChartStyle.TITLE).getAdvance() + 2 * EDGE;
        int width = Math.max(Math.max(1000, titled), beside + columns * cell + further);
        this.left = beside + Math.max(0, (width - beside - columns * cell - further) / 2);
        this.size = new Dimension(width, top + rows * cell + EDGE);
    }

    Dimension size() {
        return size;
    }

    void paint(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, size.width, size.height);
        graphics.setColor(Color.BLACK);
        centred(graphics, title, ChartStyle.TITLE, size.width / 2, 62);
        HeatScale.draw(graphics, size.width / 2 - 200, 92, "of a look");
        cells(graphics);
        graphics.setColor(Color.BLACK);
        source(graphics);
        target(graphics);
    }

    private void cells(Graphics2D graphics) {
        for (int t = 0; t < alignment.weights().length; t++) {
            for (int s = 0; s < alignment.source().size(); s++) {
                int x = left + s * cell;
                int y = top + t * cell;
                graphics.setColor(HeatScale.colour(alignment.weights()[t][s]));
                graphics.fillRect(x, y, cell, cell);
                graphics.setColor(HeatScale.GRID);
                graphics.drawRect(x, y, cell, cell);
            }
        }
    }

    private void source(Graphics2D graphics) {
        centred(graphics, "source", ChartStyle.LABEL, left + alignment.source().size() * cell / 2, TITLE + 40);
        for (int s = 0; s < alignment.source().size(); s++) {
            var name = layout(alignment.source().get(s));
            int middle = left + s * cell + cell / 2;
            if (upright) {
                name.draw(graphics, middle - name.getAdvance() / 2, top - GAP);
            } else {
                var unturned = graphics.getTransform();
                graphics.rotate(SLOPE, middle, top - GAP);
                name.draw(graphics, middle, top - GAP + letters / 3);
                graphics.setTransform(unturned);
            }
        }
    }

    private void target(Graphics2D graphics) {
        int rows = alignment.target().size();
        for (int t = 0; t < rows; t++) {
            var name = layout(alignment.target().get(t));
            name.draw(graphics, left - GAP - name.getAdvance(), top + t * cell + cell / 2f + letters / 3);
        }
        int beside = left - GAP - (int) longest(alignment.target()) - AXIS / 2;
        var unturned = graphics.getTransform();
        graphics.rotate(Math.toRadians(-90), beside, top + rows * cell / 2.0);
        centred(graphics, "translation", ChartStyle.LABEL, beside, top + rows * cell / 2);
        graphics.setTransform(unturned);
    }

    private double longest(List<String> names) {
        return names.stream()
                .mapToDouble(name -> layout(name).getAdvance())
                .max()
                .orElse(0);
    }

    private TextLayout layout(String name) {
        var shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
        return layout(shown, glyphs.font(shown, letters));
    }

    /** There is no layout of nothing. */
    private static TextLayout layout(String text, Font font) {
        return new TextLayout(text.isEmpty() ? " " : text, font, CONTEXT);
    }

    private static void centred(Graphics2D graphics, String text, Font font, int x, int y) {
        var line = layout(text, font);
        line.draw(graphics, x - line.getAdvance() / 2, y);
    }
}
