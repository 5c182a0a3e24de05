package carousel.fuse;

/** What a generated class does. */
interface FusedLoop {

    /**
     * Computes the units {@code from} to {@code to} of the rows {@code first} to {@code last}.
     *
     * @param arrays of each operand, those read first
     * @param bases where row 0 of each operand begins
     * @param strides from one row of an operand to the next
     * @param numbers the numeric constants
     */
    void run(float[][] arrays, int[] bases, int[] strides, float[] numbers, int first, int last, int from, int to);
}
