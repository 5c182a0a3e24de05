package carousel.cli.baseline.rival;

import carousel.baseline.linear.Bag;
import carousel.baseline.linear.Grams;
import carousel.baseline.linear.Labelled;
import carousel.baseline.linear.LogisticRegression;
import carousel.baseline.linear.Measured;
import carousel.baseline.linear.RidgeRegression;
import carousel.baseline.linear.SparseRows;
import carousel.cli.baseline.Tally;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A linear model of the pieces of texts. Immutable.
 *
 * @param material with the texts
 * @param train rows of those to learn from
 * @param valid rows of those to choose the penalty by
 * @param test rows of those to score on
 */
record BagRival<E extends Item<E>>(Material<E> material, SparseRows train, SparseRows valid, SparseRows test) {

    /**
     * Learns and answers.
     *
     * @param words of an example
     */
    static <E extends Item<E>> Tally scored(Grams grams, Material<E> all, Function<E, List<String>> words) {
        var material = all.divided();
        var learned = said(words, material.train());
        var bag = Bag.of(grams, learned);
        var rival = new BagRival<>(
                material,
                bag.rows(learned),
                bag.rows(said(words, material.choosing())),
                bag.rows(said(words, material.test())));
        return switch (material.answer()) {
            case ONE -> rival.one();
            case SEVERAL -> rival.several();
            case NUMBER, ROBUST_NUMBER, BOUNDED_NUMBER -> rival.number();
        };
    }

    private static <E> List<List<String>> said(
            Function<E, List<String>> words, carousel.data.labelled.Labelled<E> examples) {
        return examples.examples().stream().map(words).toList();
    }

    private Tally one() {
        var known = material.numbered();
        int classes = known.answers().size();
        var right = material.right(material.choosing()).stream()
                .mapToInt(known.answers()::indexOf)
                .toArray();
        var model = LogisticRegression.chosen(
                new Labelled(train, classes, known.numbers()), new Labelled(valid, classes, right));
        return Tally.hits(
                material.right(),
                Arrays.stream(model.labels(test)).mapToObj(known.answers()::get).toList());
    }

    /** For each label a model that says whether it holds. */
    private Tally several() {
        var learned = material.right(material.train());
        var said = new ArrayList<List<String>>();
        material.right().forEach(each -> said.add(new ArrayList<>()));
        for (var label :
                learned.stream().flatMap(List::stream).distinct().sorted().toList()) {
            var model = LogisticRegression.chosen(
                    holds(train, label, learned), holds(valid, label, material.right(material.choosing())));
            var holds = model.labels(test);
            IntStream.range(0, holds.length)
                    .filter(i -> holds[i] == 1)
                    .forEach(i -> said.get(i).add(label));
        }
        return Tally.hits(material.right(), said);
    }

    private static Labelled holds(SparseRows rows, String label, List<List<String>> right) {
        return new Labelled(
                rows,
                2,
                right.stream().mapToInt(each -> each.contains(label) ? 1 : 0).toArray());
    }

    private Tally number() {
        var model = RidgeRegression.chosen(
                new Measured(train, numbers(material.train())), new Measured(valid, numbers(material.choosing())));
        return Tally.squares(Labels.numbers(material.test()), model.values(test));
    }

    private static double[] numbers(carousel.data.labelled.Labelled<? extends Item<?>> of) {
        var numbers = Labels.numbers(of);
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
    }
}
