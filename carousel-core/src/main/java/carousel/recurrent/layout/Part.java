package carousel.recurrent.layout;

/** The parts of a cell's weights. */
enum Part {
    /** [F,GU], from the input to every gate. */
    INPUT,
    /** [H,GU], from the state to every gate. */
    STATE,
    /** [1,GU], added to what comes from the input. */
    INPUT_BIAS,
    /** [1,GU], added to what comes from the state. */
    STATE_BIAS,
    /** [1,3U], from the content to i, f and o. */
    PEEPHOLES,
    /** [U,H], from the cells to what they show. */
    PROJECTION
}
