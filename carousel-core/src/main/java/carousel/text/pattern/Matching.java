package carousel.text.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A place in the texts of a regular expression: all states in which its nondeterministic automaton may be (Thompson 1968). Sets
 * of states are made as they are met.
 *
 * @param states of the automaton
 * @param at where it may be, steps without a character done
 */
record Matching(States states, BitSet at) implements Automaton {
    private static final int MOST_STATES = 50_000;

    static Matching of(Expression expression) {
        var states = new States();
        int end = states.add(c -> false, 0, 0);
        int start = states.of(expression, end);
        return new Matching(states, states.from(start, new BitSet()));
    }

    @Override
    public Automaton after(int character) {
        var next = new BitSet();
        for (int state = at.nextSetBit(0); state >= 0; state = at.nextSetBit(state + 1)) {
            if (states.takes.get(state).test(character)) {
                states.from(states.left.get(state), next);
            }
        }
        return next.isEmpty() ? Whole.NOTHING : new Matching(states, next);
    }

    @Override
    public boolean accepts() {
        return at.get(0); // the end is the first state
    }

    @Override
    public boolean dead() {
        return at.isEmpty();
    }

    /** Each takes a character and goes on to one state, or takes none and goes on to two. */
    private static final class States {
        private static final IntPredicate FORK = c -> false;

        private final List<IntPredicate> takes = new ArrayList<>();
        private final List<Integer> left = new ArrayList<>();
        private final List<Integer> right = new ArrayList<>();

        int add(IntPredicate characters, int next, int other) {
            if (takes.size() == MOST_STATES) {
                throw new IllegalArgumentException("pattern: more than " + MOST_STATES
                        + " states, repetitions written out; expected smaller numbers in { }");
            }
            takes.add(characters);
            left.add(next);
            right.add(other);
            return takes.size() - 1;
        }

        /** The state in which an expression begins, behind which another state follows. */
        int of(Expression expression, int next) {
            return switch (expression) {
                case Expression.One(var characters) -> add(characters, next, next);
                case Expression.Sequence(var parts) -> {
                    int start = next;
                    for (var part : parts.reversed()) {
                        start = of(part, start);
                    }
                    yield start;
                }
                case Expression.Choice(var options) -> {
                    int start = of(options.getLast(), next);
                    for (var option : options.subList(0, options.size() - 1)) {
                        start = add(FORK, of(option, next), start);
                    }
                    yield start;
                }
                case Expression.Repeat repeat -> repeated(repeat, next);
            };
        }

        private int repeated(Expression.Repeat repeat, int next) {
            int start = next;
            if (repeat.most() == Expression.ENDLESS) {
                start = add(FORK, next, next);
                left.set(start, of(repeat.part(), start));
            } else {
                for (int i = repeat.least(); i < repeat.most(); i++) {
                    start = add(FORK, of(repeat.part(), start), next);
                }
            }
            for (int i = 0; i < repeat.least(); i++) {
                start = of(repeat.part(), start);
            }
            return start;
        }

        /** A state, or those that it forks to. */
        BitSet from(int state, BitSet into) {
            var open = new ArrayDeque<Integer>(List.of(state));
            var forks = new BitSet();
            while (!open.isEmpty()) {
                int one = open.pop();
                if (takes.get(one) != FORK) {
                    into.set(one);
                } else if (!forks.get(one)) {
                    forks.set(one);
                    open.push(left.get(one));
                    open.push(right.get(one));
                }
            }
            return into;
        }
    }
}
