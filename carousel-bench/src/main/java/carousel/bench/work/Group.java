package carousel.bench.work;

/** Rows that are compared in the same way and have a geometric mean of their own. */
public enum Group {
    /** Built-in cells over sequences of one length. */
    SCAN,
    /** The same over sequences of many lengths, packed. */
    RAGGED,
    /** Inference beside ONNX Runtime. */
    ONNX,
    /** A user's cells, written with tensor operations on both sides. */
    CELLS,
    /** Whole training steps of language models. */
    STEP,
    /** A translator: whole training steps, and beam search. */
    TRANSLATE,
    /** The recurrent loop alone, one sequence: bound by the caches, not by arithmetic. */
    BATCH1
}
