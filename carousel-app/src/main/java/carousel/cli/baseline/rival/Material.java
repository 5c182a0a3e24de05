package carousel.cli.baseline.rival;

import carousel.cli.baseline.Tally;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.data.labelled.Split;
import carousel.model.label.Answer;
import carousel.model.label.AnswerKey;
import carousel.model.label.Predictions;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The examples that a network and simpler models learn from and are scored on. Immutable.
 *
 * @param answer what is said of an example
 * @param labels of an example
 * @param train to learn from
 * @param valid to choose by; perhaps none
 * @param test to score on
 */
public record Material<E extends Item<E>>(
        Answer answer, Function<E, List<String>> labels, Labelled<E> train, Labelled<E> valid, Labelled<E> test) {

    /** What is right of examples to score on; where there is one answer, one label. */
    List<List<String>> right() {
        return right(test);
    }

    List<List<String>> right(Labelled<E> of) {
        return of.examples().stream()
                .map(labels)
                .map(all -> answer == Answer.ONE ? List.of(all.getFirst()) : List.copyOf(all))
                .toList();
    }

    /** The same with a part of what is learned from to choose by, where there is nothing else. */
    Material<E> divided() {
        var split = Split.choosing(train, valid);
        return new Material<>(answer, labels, split.train(), split.held(), test);
    }

    /** The examples to choose by of which nothing is said that no example to learn from has. */
    Labelled<E> choosing() {
        if (answer.number()) {
            return valid;
        }
        var known = new HashSet<String>();
        right(train).forEach(known::addAll);
        var right = right(valid);
        var some = IntStream.range(0, right.size())
                .filter(i -> known.containsAll(right.get(i)))
                .mapToObj(valid.examples()::get)
                .toList();
        if (some.isEmpty()) {
            throw new DataException("labels: none of those to choose by was seen in training");
        }
        return valid.with(some);
    }

    /** What has become of the answers that a network gave the examples to score on. */
    public Tally tally(AnswerKey key, Predictions said) {
        return answer.number()
                ? Tally.squares(Labels.numbers(test), said.numbers(key))
                : Tally.hits(
                        right(),
                        IntStream.range(0, said.size())
                                .mapToObj(i -> said.labels(key, i))
                                .toList());
    }

    /** Answers as numbers, and back: several labels together are one answer. */
    record Numbered(List<List<String>> answers, int... numbers) {

        static Numbered of(List<List<String>> right) {
            var known = new LinkedHashMap<List<String>, Integer>();
            var numbers = new int[right.size()];
            for (int i = 0; i < numbers.length; i++) {
                var sorted = right.get(i).stream().sorted().toList();
                numbers[i] = known.computeIfAbsent(sorted, added -> known.size());
            }
            return new Numbered(new ArrayList<>(known.keySet()), numbers);
        }
    }

    /** The answers of what is learned from. */
    Numbered numbered() {
        return Numbered.of(right(train));
    }

    /** The same answer for every example to score on. */
    Tally always(List<String> said) {
        var right = right();
        return Tally.hits(right, right.stream().map(each -> said).toList());
    }
}
