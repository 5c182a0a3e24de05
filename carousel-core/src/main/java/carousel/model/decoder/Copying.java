package carousel.model.decoder;

/** Whether a decoder says symbols of its source again, by the names that settings use. */
public enum Copying {
    /** It says what it has learnt to say. */
    NONE,
    /** Either ({@link Emission.Mixed}). */
    MIXED,
    /** It says nothing but these ({@link Emission.Pointed}). */
    ONLY
}
