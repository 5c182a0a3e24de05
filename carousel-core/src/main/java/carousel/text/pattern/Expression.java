package carousel.text.pattern;

import java.util.List;
import java.util.function.IntPredicate;

/** A regular expression. Immutable. */
sealed interface Expression {
    /** As often as one likes. */
    int ENDLESS = Integer.MAX_VALUE;

    /** One character of some. */
    record One(IntPredicate characters) implements Expression {}

    /** One after the other; of none the empty text. */
    record Sequence(List<Expression> parts) implements Expression {}

    /** One of them. */
    record Choice(List<Expression> options) implements Expression {}

    /** Several times. */
    record Repeat(Expression part, int least, int most) implements Expression {}
}
