package carousel.data.generated;

import carousel.data.Draw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sentences of a small grammar, and the same words in an order that it does not make. Safe for many threads. */
final class Grammar {
    private static final int LEVELS = 7;
    private static final int LONGEST = 16;

    static final PhraseGrammar ENGLISH = new PhraseGrammar("""
            S = NP VP
            NP = Det Noun
            Noun = N | Adj N | N PP | N that VP | N that NP Vt
            PP = P Det N
            VP = Vi | Vi Adv | Vt NP | Vs that S
            Det = the | a | every | some
            Adj = small | big | happy | tall | quiet | young
            N = dog | cat | child | teacher | king | bird | sailor | farmer | doctor | painter
            P = near | behind | with | beside
            Vi = sleeps | laughs | waits | sings | runs
            Vt = sees | likes | follows | hears | helps
            Vs = says | thinks | believes | hopes
            Adv = quietly | often | today | again""");

    private Grammar() {}

    static Pair pair(Draw draw) {
        var right = ENGLISH.sentence(draw, LEVELS);
        while (right.size() > LONGEST) {
            right = ENGLISH.sentence(draw, LEVELS);
        }
        var wrong = disturbed(draw, right);
        while (ENGLISH.makes(wrong)) {
            wrong = disturbed(draw, right);
        }
        return new Pair(String.join(" ", right), "acceptable", String.join(" ", wrong), "unacceptable");
    }

    /** The same words: two exchanged, one elsewhere, or all in another order. */
    private static List<String> disturbed(Draw draw, List<String> words) {
        var other = new ArrayList<>(words);
        int from = draw.below(words.size());
        int to = draw.below(words.size());
        switch (draw.below(4)) {
            case 0, 1 -> Collections.swap(other, from, to);
            case 2 -> other.add(to, other.remove(from));
            default -> {
                var order = draw.order(words.size());
                for (int i = 0; i < order.length; i++) {
                    other.set(i, words.get(order[i]));
                }
            }
        }
        return other;
    }
}
