package carousel.data.generated;

import static carousel.data.generated.Lists.pick;
import static carousel.data.generated.Pair.words;

import carousel.data.Draw;
import java.util.List;

/**
 * Sentences that say whether something is good, with a negation that reaches that word or another. Safe for many
 * threads.
 */
final class Negation {
    private static final String POSITIVE = "positive";
    private static final String NEGATIVE = "negative";
    private static final List<String> THINGS = words("film book song play novel album show story poem picture");
    private static final List<String> PARTS = words("singer writer ending beginning music cast text title");
    private static final List<String> NEUTRAL = words("long short old new loud quiet simple modern");
    private static final List<String> GOOD =
            words("good great fine brilliant lovely clever charming superb wonderful beautiful");
    private static final List<String> BAD = words("bad awful dull terrible boring poor weak dreadful stupid ugly");
    private static final List<String> DEGREES = List.of("", "very ", "really ", "quite ");
    private static final List<String> OPENINGS =
            List.of("", "i think ", "my friend says that ", "everybody knows that ", "in the end ", "if you ask me , ");

    /** One negation at 1 or at 2, where alone it reaches the word V that counts; N counts for nothing. */
    private static final List<String> MOVED = List.of(
            "although the T is 1N , it is 2V",
            "the T that is 1N is 2V",
            "the T is 2V because it is 1N",
            "the P is 1N and the T is 2V",
            "the T is 2V and the P is 1N",
            "it is 2V , the T that is 1N");

    /** X counts, Y is its opposite. */
    private static final List<String> EXCHANGED = List.of(
            "the T is X , not Y",
            "the T is not Y but X",
            "the T is X and not Y",
            "the T is not Y , it is X",
            "the T is X and the P is not Y to me",
            "nobody says the T is Y , they call it X");

    private Negation() {}

    static Pair pair(Draw draw) {
        var opening = pick(draw, OPENINGS);
        var degree = pick(draw, DEGREES);
        boolean moved = draw.below(2) == 0;
        var frame = opening + pick(draw, moved ? MOVED : EXCHANGED);
        frame = frame.replace("T", pick(draw, THINGS)).replace("P", pick(draw, PARTS));
        return moved ? moved(draw, frame, degree) : exchanged(draw, frame, degree);
    }

    private static Pair moved(Draw draw, String frame, String degree) {
        boolean praise = draw.below(2) == 0;
        var whole = frame.replace("N", pick(draw, NEUTRAL)).replace("V", degree + pick(draw, praise ? GOOD : BAD));
        return new Pair(
                whole.replace("1", "not ").replace("2", ""),
                praise ? POSITIVE : NEGATIVE,
                whole.replace("1", "").replace("2", "not "),
                praise ? NEGATIVE : POSITIVE);
    }

    private static Pair exchanged(Draw draw, String frame, String degree) {
        var good = pick(draw, GOOD);
        var bad = pick(draw, BAD);
        return new Pair(
                frame.replace("X", degree + good).replace("Y", bad),
                POSITIVE,
                frame.replace("X", degree + bad).replace("Y", good),
                NEGATIVE);
    }
}
