package carousel.lab.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A machine with two stacks of bits that reads a symbol in each step: what a stack network must do, done directly. Two stacks
 * are a Turing machine's tape, left and right of its head. Immutable.
 *
 * @param states it begins in the first
 * @param symbols of the input
 * @param program what to do
 */
public record StackMachine(int states, int symbols, Program program) {

    /** What lies on top of a stack. */
    public enum Top {
        EMPTY,
        ZERO,
        ONE
    }

    /** What is done to a stack. */
    public enum Act {
        KEEP,
        PUSH_ZERO,
        PUSH_ONE,
        POP
    }

    /** The next state, and what happens to both stacks. */
    public record Move(int state, Act one, Act two) {}

    /** What follows from state, symbol and tops. */
    public interface Program {
        Move move(int state, int symbol, Top one, Top two);
    }

    /** A machine at work. One thread at a time. */
    public static final class Run {
        private final StackMachine machine;
        private final List<Deque<Integer>> stacks = List.of(new ArrayDeque<>(), new ArrayDeque<>());
        private int state;

        public Run(StackMachine machine) {
            this.machine = machine;
        }

        public int state() {
            return state;
        }

        public int depth() {
            return Math.max(stacks.get(0).size(), stacks.get(1).size());
        }

        /** The stack as a fraction in base 4, the top first: 1 for a zero, 3 for a one. */
        public double fraction(int stack) {
            double fraction = 0;
            double place = 1;
            for (int bit : stacks.get(stack)) {
                place /= 4;
                fraction += (2 * bit + 1) * place;
            }
            return fraction;
        }

        public void step(int symbol) {
            var move = machine.program.move(state, symbol, top(0), top(1));
            state = move.state();
            act(stacks.get(0), move.one());
            act(stacks.get(1), move.two());
        }

        private Top top(int stack) {
            var top = stacks.get(stack).peek();
            return top == null ? Top.EMPTY : top == 0 ? Top.ZERO : Top.ONE;
        }

        private static void act(Deque<Integer> stack, Act act) {
            switch (act) {
                case KEEP -> {}
                case PUSH_ZERO -> stack.push(0);
                case PUSH_ONE -> stack.push(1);
                case POP -> stack.poll();
            }
        }
    }
}
