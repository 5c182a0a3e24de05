package carousel.cli.lab;

import carousel.cli.run.ChartStyle;
import carousel.lab.GateActivity;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Gates over a text: a panel for each gate, a row for each unit, a column for each character. Safe for many threads. */
final class GatePicture {
    /** From dark blue over grey to yellow: rising in lightness, and the same for all eyes. */
    private static final int[] SCALE = {
        0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8779, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838
    };

    private static final int LEFT = 150;
    private static final int TOP = 136;
    private static final int RIGHT = 190;
    private static final int PANEL = 224;
    private static final int GAP = 42;

    private final GateActivity activity;
    private final Graphics2D graphics;

    private GatePicture(GateActivity activity, Graphics2D graphics) {
        this.activity = activity;
        this.graphics = graphics;
    }

    static BufferedImage of(GateActivity activity) {
        var picture = new BufferedImage(ChartStyle.WIDTH, ChartStyle.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, ChartStyle.WIDTH, ChartStyle.HEIGHT);
        new GatePicture(activity, graphics).draw();
        graphics.dispose();
        return picture;
    }

    private void draw() {
        graphics.setColor(Color.BLACK);
        centred(ChartStyle.TITLE, "What the gates of a small LSTM do while it reads", ChartStyle.WIDTH / 2, 52);
        var trained =
                "trained as a model of characters on the lines of 'carousel lab'; the 16 units whose forget gates move most";
        centred(new Font(Font.SANS_SERIF, Font.PLAIN, 24), trained, ChartStyle.WIDTH / 2, 86);
        panel("forget gate", activity.forget(), 0);
        panel("input gate", activity.input(), 1);
        panel("output gate", activity.output(), 2);
        text();
        scale();
    }

    private double column() {
        return (double) (ChartStyle.WIDTH - LEFT - RIGHT) / activity.text().length();
    }

    private void panel(String name, double[][] gate, int number) {
        int top = TOP + number * (PANEL + GAP);
        double row = (double) PANEL / gate.length;
        for (int unit = 0; unit < gate.length; unit++) {
            for (int t = 0; t < gate[unit].length; t++) {
                graphics.setColor(colour(gate[unit][t]));
                int x = LEFT + (int) Math.round(t * column());
                int y = top + (int) Math.round(unit * row);
                int right = LEFT + (int) Math.round((t + 1) * column());
                int below = top + (int) Math.round((unit + 1) * row);
                graphics.fillRect(x, y, right - x, below - y);
            }
        }
        graphics.setColor(Color.BLACK);
        graphics.setFont(ChartStyle.LABEL);
        graphics.drawString(name + ", by unit", LEFT, top - 10);
        graphics.setFont(ChartStyle.TICK);
        right("unit 1", LEFT - 14, top + 24);
        right("unit " + gate.length, LEFT - 14, top + PANEL - 6);
    }

    private void text() {
        int y = TOP + 3 * PANEL + 2 * GAP + 34;
        var letters = new Font(Font.MONOSPACED, Font.BOLD, 30);
        for (int t = 0; t < activity.text().length(); t++) {
            var letter = activity.text().substring(t, t + 1).replace(' ', '␣');
            graphics.setColor(letter.equals("␣") ? Color.GRAY : Color.BLACK);
            centred(letters, letter, LEFT + (int) Math.round((t + 0.5) * column()), y);
        }
        graphics.setColor(Color.BLACK);
        centred(ChartStyle.LABEL, "character read (time in steps)", (LEFT + ChartStyle.WIDTH - RIGHT) / 2, y + 50);
    }

    private void scale() {
        int x = ChartStyle.WIDTH - RIGHT + 50;
        int height = 3 * PANEL + 2 * GAP;
        for (int i = 0; i < height; i++) {
            graphics.setColor(colour(1 - (double) i / height));
            graphics.fillRect(x, TOP + i, 36, 1);
        }
        graphics.setColor(Color.BLACK);
        graphics.setFont(ChartStyle.TICK);
        graphics.drawString("1", x + 46, TOP + 22);
        graphics.drawString("open", x + 46, TOP + 52);
        graphics.drawString("0.5", x + 46, TOP + height / 2 + 8);
        graphics.drawString("0", x + 46, TOP + height);
        graphics.drawString("closed", x + 46, TOP + height - 30);
    }

    private static Color colour(double value) {
        double place = Math.max(0, Math.min(1, value)) * (SCALE.length - 1);
        int below = (int) Math.min(place, SCALE.length - 2);
        double part = place - below;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int one = SCALE[below] >> shift & 0xff;
            int other = SCALE[below + 1] >> shift & 0xff;
            rgb |= (int) Math.round(one + part * (other - one)) << shift;
        }
        return new Color(rgb);
    }

    private void centred(Font font, String text, int x, int y) {
        graphics.setFont(font);
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
    }

    private void right(String text, int x, int y) {
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text), y);
    }
}
