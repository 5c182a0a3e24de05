package carousel.cli.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A network and what it is compared with, all on the same examples. Immutable.
 *
 * @param measure by what
 * @param network how the network answers
 * @param shuffled how it answers when the steps of each example are in a random order; empty where that is no question
 * @param rivals the most telling of the quick ones first: later ones may have no time
 */
public record Contest(Measure measure, Supplier<Tally> network, List<Supplier<Tally>> shuffled, List<Rival> rivals) {

    public Contest {
        shuffled = List.copyOf(shuffled);
        rivals = List.copyOf(rivals);
    }

    /** Holds it; a rival that the budget has no time for is skipped. */
    Comparison held(Budget budget, double trainingSeconds) {
        double begin = budget.spent();
        var tally = network.get();
        var standings = new ArrayList<Standing>();
        var skipped = new ArrayList<Comparison.Skipped>();
        for (var rival : rivals) {
            switch (budget.run(rival.learner())) {
                case Budget.Done done -> standings.add(Standing.of(rival, done, measure, tally));
                case Budget.Given(var reason) -> skipped.add(new Comparison.Skipped(rival.words(), reason));
            }
        }
        var disordered = shuffled.stream()
                .map(other -> Standing.shuffled(measure, tally, other.get()))
                .toList();
        double score = tally.score(measure);
        return new Comparison(measure, score, trainingSeconds, budget.spent() - begin, standings, skipped, disordered);
    }
}
