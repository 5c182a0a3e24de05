package carousel.cli.run;

import java.awt.Color;
import java.awt.Graphics2D;

/** White, the blue of all pictures, and a dark blue: falling in lightness, the same for all eyes. Safe for many threads. */
public final class HeatScale {
    /** What stands between cells. */
    public static final Color GRID = new Color(0xCCCCCC);

    private static final Color[] SCALE = {Color.WHITE, ChartStyle.colour(0), new Color(0x002A44)};
    private static final int BAR = 240;
    private static final int HIGH = 28;

    private HeatScale() {}

    /** The colour of a share from 0 to 1. */
    public static Color colour(double share) {
        double place = Math.clamp(share, 0, 1) * (SCALE.length - 1);
        int below = (int) Math.min(place, SCALE.length - 2);
        float part = (float) (place - below);
        var one = SCALE[below].getRGBColorComponents(new float[3]);
        var other = SCALE[below + 1].getRGBColorComponents(new float[3]);
        return new Color(
                one[0] + part * (other[0] - one[0]),
                one[1] + part * (other[1] - one[1]),
                one[2] + part * (other[2] - one[2]));
    }

    /** The scale, with 0 on its left and on its right 1 and what that is. */
    public static void draw(Graphics2D graphics, int x, int y, String of) {
        for (int i = 0; i < BAR; i++) {
            graphics.setColor(colour((double) i / BAR));
            graphics.fillRect(x + i, y, 1, HIGH);
        }
        graphics.setColor(Color.BLACK);
        graphics.drawRect(x, y, BAR, HIGH);
        graphics.setFont(ChartStyle.TICK);
        graphics.drawString("0", x - 26, y + 24);
        graphics.drawString("1  " + of, x + BAR + 12, y + 24);
    }
}
