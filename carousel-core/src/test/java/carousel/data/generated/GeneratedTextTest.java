package carousel.data.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.data.task.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedTextTest {
    private static final List<Part> PARTS = List.of(Part.TRAIN, Part.VALID, Part.TEST);

    private static String bag(Document document) {
        var words = document.text().split(" ");
        Arrays.sort(words);
        return String.join(" ", words);
    }

    private static List<String> bags(Labelled<Document> data) {
        return data.examples().stream().map(GeneratedTextTest::bag).distinct().toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyBagOfWordsHasBothLabels(GeneratedText text) {
        for (var part : PARTS) {
            var data = text.documents(part, 3, 1000);
            var labels = new HashMap<String, String>();
            for (var document : data.examples()) {
                labels.merge(bag(document), document.label(), (a, b) -> a + "," + b);
            }
            assertThat(labels).hasSize(data.examples().size() / 2);
            assertThat(labels.values()).allMatch(both -> {
                var two = both.split(",");
                return two.length == 2 && !two[0].equals(two[1]);
            });
        }
    }

    /** Logistic regression on counts of words, the best that no order allows. */
    @ParameterizedTest
    @EnumSource
    void aBagOfWordsIsAtChance(GeneratedText text) {
        var weights = new TreeMap<String, Double>();
        var train = text.documents(Part.TRAIN, 3, 4000);
        var first = Labels.counts(train).firstKey();
        for (int pass = 0; pass < 5; pass++) {
            for (var document : train.examples()) {
                double target = document.label().equals(first) ? 1 : 0;
                double step = 0.1 * (target - 1 / (1 + Math.exp(-score(weights, document))));
                for (var word : document.text().split(" ")) {
                    weights.merge(word, step, Double::sum);
                }
            }
        }
        var test = text.documents(Part.TEST, 3, 1000).examples();
        long right = test.stream()
                .filter(document ->
                        score(weights, document) > 0 == document.label().equals(first))
                .count();
        assertThat(right / (double) test.size()).isBetween(0.4, 0.6);
    }

    private static double score(Map<String, Double> weights, Document document) {
        return Arrays.stream(document.text().split(" "))
                .mapToDouble(word -> weights.getOrDefault(word, 0.0))
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void partsShareNothingWhateverTheSeed(GeneratedText text) {
        var seen = new HashSet<String>();
        int all = 0;
        for (var part : PARTS) {
            var bags = bags(text.documents(part, 5, 1000));
            seen.addAll(bags);
            all += bags.size();
        }
        assertThat(seen).hasSize(all);
        assertThat(bags(text.documents(Part.TRAIN, 6, 1000)))
                .doesNotContainAnyElementsOf(bags(text.documents(Part.TEST, 5, 1000)))
                .doesNotContainAnyElementsOf(bags(text.documents(Part.VALID, 5, 1000)));
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsLearnedFromDependsOnTheSeed(GeneratedText text) {
        var train = text.documents(Part.TRAIN, 1, 100);
        assertThat(text.documents(Part.TRAIN, 1, 100)).isEqualTo(train);
        assertThat(text.documents(Part.TRAIN, 2, 100).sha256()).isNotEqualTo(train.sha256());
        assertThat(text.documents(Part.TEST, 2, 100)).isEqualTo(text.documents(Part.TEST, 1, 100));
        assertThat(bags(text.documents(Part.TRAIN, 1, 200))).containsAll(bags(train));
    }

    @ParameterizedTest
    @EnumSource
    void thereAreAsManyAsAskedFor(GeneratedText text) {
        assertThat(text.documents(Part.TRAIN, 1).examples()).hasSize(8000);
        assertThat(text.documents(Part.VALID, 1).examples()).hasSize(1000);
        assertThat(text.documents(Part.TEST, 1).examples()).hasSize(2000);
        assertThat(Labels.counts(text.documents(Part.VALID, 1)).values()).containsExactly(500, 500);
        assertThat(text.documents(Part.VALID, 1, 2).examples())
                .extracting(Document::line)
                .containsExactly(1, 2);
        for (int wrong : new int[] {0, 3, -2, 20_002}) {
            assertThatThrownBy(() -> text.documents(Part.TRAIN, 1, wrong))
                    .hasMessageContaining("an even number from 2");
        }
        assertThatThrownBy(() -> text.documents(Part.LONGER, 1)).hasMessageContaining("of part LONGER");
    }

    @Test
    void textsAreCalledByName() {
        for (var text : GeneratedText.values()) {
            assertThat(GeneratedText.of(text.label())).isEqualTo(text);
        }
        assertThat(GeneratedText.of("generated:negation")).isEqualTo(GeneratedText.NEGATION);
        assertThatThrownBy(() -> GeneratedText.of("generated:gramar"))
                .hasMessage("unknown text 'generated:gramar'; expected one of generated:negation, generated:agreement,"
                        + " generated:grammar: did you mean 'generated:grammar'?");
    }

    /** Reads the sentence as a person does: which adjective is the last to speak of the thing, and is it negated? */
    @Test
    void negationsSayWhatTheyMean() {
        var good = " good great fine brilliant lovely clever charming superb wonderful beautiful ";
        var bad = " bad awful dull terrible boring poor weak dreadful stupid ugly ";
        for (var document : GeneratedText.NEGATION.documents(Part.TEST, 1).examples()) {
            var words = document.text().split(" ");
            int votes = 0;
            boolean nobody = false;
            for (int i = 0; i < words.length; i++) {
                nobody = (nobody || words[i].equals("nobody")) && !words[i].equals(",");
                int sign = good.contains(" " + words[i] + " ") ? 1 : bad.contains(" " + words[i] + " ") ? -1 : 0;
                boolean negated = nobody
                        || i > 0 && words[i - 1].equals("not")
                        || i > 1 && words[i - 2].equals("not") && "very really quite".contains(words[i - 1]);
                votes += negated ? -sign : sign;
            }
            assertThat(votes).as(document.text()).isNotZero();
            assertThat(document.label()).as(document.text()).isEqualTo(votes > 0 ? "positive" : "negative");
        }
    }

    /** The subject is the first noun behind a comma, or of all; the last noun says nothing. */
    @Test
    void subjectsHaveTheirNumber() {
        int last = 0;
        var documents = GeneratedText.AGREEMENT.documents(Part.TEST, 1).examples();
        for (var document : documents) {
            var text = document.text();
            var words = text.substring(text.indexOf(", ") < 0 ? 0 : text.indexOf(", ") + 2)
                    .split(" ");
            int noun = words[1].matches("old|new|red|small|heavy|green") ? 2 : 1;
            assertThat(words[0]).isEqualTo("the");
            assertThat(words[noun].endsWith("s"))
                    .as(text)
                    .isEqualTo(document.label().equals("plural"));
            last += words[words.length - 1].endsWith("s") == document.label().equals("plural") ? 1 : 0;
        }
        assertThat(last).isEqualTo(documents.size() / 2);
    }

    @Test
    void theGrammarMakesWhatIsAcceptableAndNothingElse() {
        for (var document : GeneratedText.GRAMMAR.documents(Part.VALID, 1).examples()) {
            var words = List.of(document.text().split(" "));
            assertThat(Grammar.ENGLISH.makes(words))
                    .as(document.text())
                    .isEqualTo(document.label().equals("acceptable"));
        }
    }

    @Test
    void aPairIsCheckedWhenItIsMade() {
        assertThatThrownBy(() -> new Pair("a b", "x", "a c", "y"))
                .hasMessageContaining("other orders of the same words");
        assertThatThrownBy(() -> new Pair("a b", "x", "b a", "x")).hasMessageContaining("other labels");
        assertThatThrownBy(() -> new Pair("a b", "x", "a b", "y")).hasMessageContaining("other orders");
    }
}
