package carousel.data.labelled;

import carousel.data.Draw;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples cut in two: some to learn from, some held back. Both parts have of every label what they have of the whole,
 * to one example. Which example goes where is a function of the seed, of its contents and of the contents of the
 * others, and not of the order of the file; only examples with equal contents and labels take turns in that order.
 * Within a part the order is that of the file. Immutable.
 *
 * <pre>{@code
 * var split = Split.holdOut(reviews, 0.1, 7);
 * split.train();                 // nine of ten
 * Split.folds(reviews, 10, 7);   // ten splits; every example is held back in one of them
 * }</pre>
 *
 * @param train to learn from
 * @param held held back, to measure with
 */
public record Split<E>(Labelled<E> train, Labelled<E> held) {
    private static final double CHOOSING = 0.1;

    /**
     * Holds back a part of the examples, rounded to whole examples.
     *
     * @param part above 0 and below 1
     * @throws DataException when nothing would be held back, or everything
     */
    public static <E extends Item<E>> Split<E> holdOut(Labelled<E> all, double part, long seed) {
        if (!(part > 0 && part < 1)) {
            throw new IllegalArgumentException("hold-out: expected a part between 0 and 1, got " + part);
        }
        int size = all.examples().size();
        long held = Math.round(part * size);
        if (held < 1 || held >= size) {
            throw new DataException(all.name() + ": of " + size + " examples a part of " + part + " is " + held
                    + "; expected at least one to hold back and one to learn from");
        }
        var holds = new boolean[size];
        var dealt = dealt(all, seed);
        for (int i = 0; i < size; i++) {
            holds[dealt.get(i)] = (i + 1) * held / size > i * held / size;
        }
        return cut(all, holds);
    }

    /** To learn from and to choose by: as given, or where nothing is given to choose by, a tenth held back for it. */
    public static <E extends Item<E>> Split<E> choosing(Labelled<E> train, Labelled<E> valid) {
        return valid.examples().isEmpty() ? holdOut(train, CHOOSING, 1) : new Split<>(train, valid);
    }

    /**
     * As many splits as there are folds. Folds differ in size by one example at most.
     *
     * @param folds at least 2
     * @throws DataException when there are fewer examples than folds
     */
    public static <E extends Item<E>> List<Split<E>> folds(Labelled<E> all, int folds, long seed) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds: expected 2 or more, got " + folds);
        }
        int size = all.examples().size();
        if (size < folds) {
            throw new DataException(all.name() + ": " + size + " examples cannot make " + folds + " folds; lower them");
        }
        var dealt = dealt(all, seed);
        var splits = new ArrayList<Split<E>>();
        for (int fold = 0; fold < folds; fold++) {
            var holds = new boolean[size];
            for (int i = fold; i < size; i += folds) {
                holds[dealt.get(i)] = true;
            }
            splits.add(cut(all, holds));
        }
        return List.copyOf(splits);
    }

    /** All examples, label after label, each time in a random order: every stretch has its share of every label. */
    private static <E extends Item<E>> List<Integer> dealt(Labelled<E> all, long seed) {
        record Place(long label, long content, int index) {}
        return IntStream.range(0, all.examples().size())
                .mapToObj(i -> new Place(
                        Draw.of(seed, all.examples().get(i).label()).bits(),
                        Draw.of(seed, all.examples().get(i).content()).bits(),
                        i))
                .sorted(Comparator.comparingLong(Place::label)
                        .thenComparingLong(Place::content)
                        .thenComparingInt(Place::index))
                .map(Place::index)
                .toList();
    }

    private static <E> Split<E> cut(Labelled<E> all, boolean... holds) {
        var train = new ArrayList<E>();
        var held = new ArrayList<E>();
        for (int i = 0; i < holds.length; i++) {
            (holds[i] ? held : train).add(all.examples().get(i));
        }
        return new Split<>(all.with(train), all.with(held));
    }
}
