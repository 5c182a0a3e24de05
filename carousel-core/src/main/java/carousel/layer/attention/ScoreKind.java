package carousel.layer.attention;

import carousel.layer.Init;

/** The scores by the names that settings use. */
public enum ScoreKind {
    /** {@link Score.Additive}. */
    ADDITIVE(Score.Additive::of),
    /** {@link Score.Covering}. */
    COVERING(Score.Covering::of),
    /** {@link Score.Dot}, which needs as many features as the query has. */
    DOT((query, features, units, init) -> new Score.Dot()),
    /** {@link Score.General}. */
    GENERAL((query, features, units, init) -> Score.General.of(query, features, init)),
    /** {@link Score.Scaled}. */
    SCALED(Score.Scaled::of),
    /** {@link Score.Scalar}. */
    SCALAR((query, features, units, init) -> Score.Scalar.of(query, features, init));

    private final Fresh fresh;

    ScoreKind(Fresh fresh) {
        this.fresh = fresh;
    }

    private interface Fresh {
        Score score(int query, int features, int units, Init init);
    }

    /** A score with fresh weights; {@code units} are the hidden ones, where there are some. */
    public Score of(int query, int features, int units, Init init) {
        return fresh.score(query, features, units, init);
    }
}
