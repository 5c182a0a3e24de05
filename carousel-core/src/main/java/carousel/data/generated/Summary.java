package carousel.data.generated;

import static carousel.data.generated.Lists.pick;
import static carousel.data.generated.Pair.words;

import carousel.data.Draw;
import carousel.data.labelled.SentencePair;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents of some sentences, three of which tell who did what, where and when; the others speak of other people, things, places
 * and days. The summary is what the three tell. Safe for many threads.
 */
final class Summary {
    private static final List<String> PEOPLE = words("ada ben carl dora emil finn gina hans ida jack kurt lena max nora"
            + " otto paul rosa sam tina uwe vera walt yara zoe anna boris clara david erika frank greta hugo ivan julia"
            + " karl lisa maria nils olga peter");
    private static final List<String> VERBS = words("bought sold found lost stole repaired painted broke");
    private static final List<String> THINGS = words("bicycle boat camera carpet chair clock coat cup door drum flute"
            + " guitar hat kettle ladder lamp mirror necklace piano picture plate printer radio ring scarf sofa table"
            + " telescope tent vase violin watch");
    private static final List<String> TOWNS =
            words("athens basel berlin bern bonn cairo delhi dublin geneva hamburg lima"
                    + " lisbon london lyon madrid milan munich naples nice oslo paris porto prague rome seoul sofia tokyo turin"
                    + " vienna warsaw");
    private static final List<String> DAYS = words("monday tuesday wednesday thursday friday saturday sunday");

    private static final List<String> WHO =
            List.of("P V a T .", "it was P who V a T .", "a T is what P V .", "we heard that P V a T .");
    private static final List<String> WHERE =
            List.of("this happened in C .", "the place was C .", "all of it took place in C .");
    private static final List<String> WHEN = List.of("the day was D .", "that was on D .", "it all happened on D .");
    private static final List<String> BESIDE = List.of(
            "P saw nothing .",
            "P was in C at the time .",
            "the mayor of C did not come .",
            "on D the weather was fine .",
            "a T costs little in C .",
            "P wanted a T too .",
            "nobody V a T before D .",
            "P from C likes the T .",
            "P never V anything .",
            "shops in C are closed on D .");
    private static final int FEWEST_BESIDE = 2;
    private static final int MOST_BESIDE = 5;

    private Summary() {}

    static SentencePair pair(Draw draw) {
        var key = Facts.of(draw);
        var sentences = new ArrayList<String>();
        for (var told : List.of(WHO, WHERE, WHEN)) {
            sentences.add(key.filled(pick(draw, told)));
        }
        int beside = draw.between(FEWEST_BESIDE, MOST_BESIDE);
        for (int i = 0; i < beside; i++) {
            sentences.add(Facts.of(draw).filled(pick(draw, BESIDE)));
        }
        var text = new ArrayList<String>();
        for (int i : draw.order(sentences.size())) {
            text.add(sentences.get(i));
        }
        return new SentencePair(String.join(" ", text), key.filled("P V a T in C on D"), 1);
    }

    private record Facts(String person, String verb, String thing, String town, String day) {
        static Facts of(Draw draw) {
            return new Facts(
                    pick(draw, PEOPLE), pick(draw, VERBS), pick(draw, THINGS), pick(draw, TOWNS), pick(draw, DAYS));
        }

        /** All words are small letters, so a capital one stands for a fact. */
        String filled(String frame) {
            return frame.replace("P", person)
                    .replace("V", verb)
                    .replace("T", thing)
                    .replace("C", town)
                    .replace("D", day);
        }
    }
}
