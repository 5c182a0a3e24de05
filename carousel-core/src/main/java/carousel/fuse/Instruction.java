package carousel.fuse;

import carousel.kernel.Gang;

/** One thing to do for the rows of a step. Immutable, safe for many threads. */
interface Instruction {

    /** On the calling thread, for the rows {@code first} to {@code last} of the step that the frame stands at. */
    void rows(Frame frame, int first, int last);

    /** For all rows up to {@code rows}, the columns or rows shared out in the gang, which waits for one another at the end. */
    void together(Frame frame, int rows, int part, Gang gang);

    /** A line about it. */
    String explain();
}
