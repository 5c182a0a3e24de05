package carousel.cli.run;

import java.awt.image.BufferedImage;

/** What there is to see of a model. Implementations are immutable. */
public interface Picture {

    /** The picture of a model whose file has this name. */
    BufferedImage draw(String model);
}
