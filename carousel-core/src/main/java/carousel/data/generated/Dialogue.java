package carousel.data.generated;

import static carousel.data.generated.Lists.pick;
import static carousel.data.generated.Pair.words;

import carousel.data.Draw;
import carousel.data.labelled.SentencePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a customer has said so far, a turn after the other, and the reply. Three things must be known: what is wrong, the number of
 * the order, and the day; the reply says again what is known and asks for the first that is missing. Safe for many threads.
 */
final class Dialogue {
    private static final String BETWEEN = " / ";
    private static final List<String> PRODUCTS =
            words("bicycle camera chair clock heater kettle lamp phone printer radio table toaster");
    private static final List<String> DAYS = words("monday tuesday wednesday thursday friday saturday sunday");
    private static final List<String> HELLOS = List.of("", "hello", "good morning", "hi there");
    private static final List<String> ENDS = List.of("", "thanks", "please help me");

    /** What may be wrong, and what is done about it. */
    private static final Map<String, String> REMEDIES = Map.of(
            "is broken", "we repair it",
            "never arrived", "we look for it",
            "has a scratch", "you get half of the price back",
            "is too loud", "we repair it",
            "came without a plug", "we send the rest",
            "was the wrong one", "we change it");

    private static final List<String> WRONGS =
            REMEDIES.keySet().stream().sorted().toList();

    /** P: the product and W: what is wrong; N: the number; D: the day. */
    private static final List<List<String>> TOLD = List.of(
            List.of("the P W", "my P W", "i write because the P W"),
            List.of("the order is N", "order N", "it is number N"),
            List.of("it was on D", "i ordered it on D", "that was last D"));

    private static final int DIGITS = 4;

    private Dialogue() {}

    static SentencePair pair(Draw draw) {
        var facts = Facts.of(draw);
        int[] order = draw.order(TOLD.size());
        int known = draw.below(8) == 0 ? 0 : draw.between(1, TOLD.size());
        var said = new StringBuilder(pick(draw, HELLOS));
        for (int i = 0; i < known; i++) {
            boolean sameTurn = i > 0 && draw.below(3) == 0;
            said.append(said.isEmpty() ? "" : i == 0 || sameTurn ? " , " : BETWEEN)
                    .append(facts.filled(pick(draw, TOLD.get(order[i]))));
        }
        var end = pick(draw, ENDS);
        said.append(said.isEmpty() || end.isEmpty() ? "" : " , ").append(end);
        var told = IntStream.of(order).limit(known).boxed().toList();
        return new SentencePair(said.toString(), facts.filled(reply(told, facts.wrong())), 1);
    }

    private static String reply(List<Integer> told, String wrong) {
        boolean what = told.contains(0);
        boolean number = told.contains(1);
        boolean day = told.contains(2);
        if (what && number && day) {
            return "thank you . order N of D : the P W . " + REMEDIES.get(wrong) + " .";
        }
        var known = new ArrayList<String>();
        known.add(what ? "i am sorry that the P W ." : told.isEmpty() ? "hello ." : "thank you .");
        if (number) {
            known.add("i have found order N" + (day ? " of D ." : " ."));
        } else if (day) {
            known.add("it was D , i see .");
        }
        known.add(!what ? "what is wrong ?" : number ? "on which day was it ?" : "what is the number of the order ?");
        return String.join(" ", known);
    }

    private record Facts(String product, String wrong, String number, String day) {
        static Facts of(Draw draw) {
            var number = IntStream.range(0, DIGITS)
                    .mapToObj(_ -> String.valueOf(draw.below(10)))
                    .collect(Collectors.joining(" "));
            return new Facts(pick(draw, PRODUCTS), pick(draw, WRONGS), number, pick(draw, DAYS));
        }

        /** All words are small letters, so a capital one stands for a fact. */
        String filled(String frame) {
            return frame.replace("P", product)
                    .replace("W", wrong)
                    .replace("N", number)
                    .replace("D", day);
        }
    }
}
