package carousel.kernel;

import jdk.incubator.vector.VectorSpecies;

/** The vectors that {@link Simd} has chosen, for generated code. Only for when {@link Simd#bits} is not 0. */
public final class VectorWidth {
    public static final VectorSpecies<Float> SPECIES = VectorTiles.S;

    private VectorWidth() {}
}
