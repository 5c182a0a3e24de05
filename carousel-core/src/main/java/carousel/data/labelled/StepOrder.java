package carousel.data.labelled;

import carousel.data.Draw;

/**
 * Takes the order out of examples, for a control run: a score that stays as it was did not come from the order. Safe
 * for many threads.
 *
 * <pre>{@code
 * StepOrder.shuffled(reviews, 7);   // every review with its words in a random order
 * }</pre>
 */
public final class StepOrder {
    private StepOrder() {}

    /** Every example with its steps in a random order, a function of the seed and of its contents. */
    public static <E extends Item<E>> Labelled<E> shuffled(Labelled<E> all, long seed) {
        return all.with(all.examples().stream()
                .map(each -> each.reordered(Draw.of(seed, each.content()).order(each.steps())))
                .toList());
    }
}
