package carousel.cli.label.read;

/**
 * Which of several runs.
 *
 * @param seed of all that is random in it
 * @param fold that is held back; 0 where there are no folds
 */
public record Turn(long seed, int fold) {}
