package carousel.cli.baseline.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.cli.baseline.Measure;
import carousel.cli.baseline.Rival;
import carousel.cli.baseline.Rival.Scored;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.kernel.Workers;
import carousel.model.input.Units;
import carousel.model.label.Answer;
import carousel.model.label.TagKey;
import carousel.tensor.Step;
import carousel.text.DataException;
import carousel.text.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simpler models that learn step by step: what they reach, that chance and threads change nothing, and what cuts them. */
class LearnedRivalsTest {
    private static final long DRAW = new Step(3, 0).key("rivals");
    private static final double ENOUGH = 600;

    private static int drawn(int number, int below) {
        return (int) (below * Step.uniform(DRAW, number));
    }

    private static <E> Labelled<E> examples(List<E> all) {
        return new Labelled<>("toy", "0".repeat(64), all, List.of());
    }

    /** A fine or a dull one among other words. */
    private static Labelled<Document> texts(int from, int count) {
        return examples(IntStream.range(from, from + count)
                .mapToObj(i -> {
                    boolean fine = drawn(i, 2) == 0;
                    var words =
                            new ArrayList<>(List.of("a", "film", "of", "w" + drawn(7 * i, 9), fine ? "fine" : "dull"));
                    Collections.rotate(words, i);
                    return new Document(String.join(" ", words), List.of(fine ? "good" : "bad"), i + 1);
                })
                .toList());
    }

    private static Material<Document> material(Answer answer) {
        return new Material<>(answer, Document::labels, texts(0, 200), texts(200, 30), texts(230, 60));
    }

    /** After "to" a word is a verb, else a noun: only what stands around it tells. */
    private static Labelled<Sentence> sentences(int from, int count) {
        return examples(IntStream.range(from, from + count)
                .mapToObj(i -> {
                    boolean verb = drawn(i, 2) == 0;
                    return new Sentence(
                            List.of("she", verb ? "wants" : "has", verb ? "to" : "a", "work" + drawn(3 * i, 4)),
                            List.of("P", "X", "X", verb ? "V" : "N"),
                            "",
                            i + 1);
                })
                .toList());
    }

    private static TagRivals tags() {
        return new TagRivals(TagKey.Kind.WORDS, sentences(0, 200), sentences(200, 30), sentences(230, 60));
    }

    /** Each symbol is the one three before, but for one of ten. */
    private static TextRivals text() {
        var text = new int[4000];
        for (int i = 3; i < text.length; i++) {
            text[i] = drawn(2 * i, 10) == 0 ? drawn(2 * i + 1, 5) : text[i - 3];
        }
        return new TextRivals(
                Level.CHAR,
                5,
                IntStream.range(0, 3500).map(i -> text[i]).toArray(),
                IntStream.range(3500, 4000).map(i -> text[i]).toArray());
    }

    private static Rival rival(List<Rival> all, String key) {
        return all.stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    }

    private static Rival bag() {
        return rival(LabelRivals.ofTexts(material(Answer.ONE), Units.WORD), "bag_of_embeddings");
    }

    private static Rival window() {
        return rival(tags().tags(List::of).rivals(), "window_mlp");
    }

    private static Rival textWindow() {
        return rival(text().contest(() -> new float[0]).rivals(), "window_mlp");
    }

    private static double score(Scored scored, Measure measure) {
        var sums = new double[2];
        for (var part : scored.tally().parts()) {
            sums[0] += part[0];
            sums[1] += part[1];
        }
        return measure == Measure.BITS_PER_CHAR ? sums[0] / sums[1] / Math.log(2) : sums[0] / sums[1];
    }

    @Test
    void theyLearnWhatTheyCanAndComeToTheirEnd() {
        var bag = bag().learner().scored(ENOUGH);
        assertThat(score(bag, Measure.ACCURACY)).isGreaterThan(0.95);
        assertThat(bag.cut()).isEmpty();
        var window = window().learner().scored(ENOUGH);
        assertThat(score(window, Measure.ACCURACY)).isEqualTo(1);
        assertThat(window.cut()).isEmpty();
        var text = textWindow().learner().scored(ENOUGH);
        assertThat(score(text, Measure.BITS_PER_CHAR)).isBetween(0.4, 1.0); // of 2.3 bits; 0.6 cannot be known
        assertThat(text.cut()).isEmpty();
    }

    @Test
    void theSameBitsInEveryRunForAnyNumberOfThreads() {
        for (var rival : List.of(bag(), window(), textWindow())) {
            var first = rival.learner().scored(ENOUGH).tally();
            try (var alone = Workers.of(1)) {
                assertThat(alone.call(() -> rival.learner().scored(ENOUGH).tally()))
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void whatIsCutOffSaysSo() {
        for (var rival : List.of(bag(), window(), textWindow())) {
            assertThat(rival.learner().scored(1e-3).cut()).matches("cut off after \\d+\\.\\d of \\d+ passes");
        }
    }

    @Test
    void whoeverIsInterruptedStops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> window().learner().scored(ENOUGH)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void numbersAndSeveralLabelsToo() {
        var number = new Material<Document>(
                Answer.NUMBER, Document::labels, numbered(0, 200), numbered(200, 30), numbered(230, 60));
        var errors = MeanRival.scored(number, ENOUGH);
        assertThat(score(errors, Measure.MSE)).isLessThan(0.1); // of numbers 1 and 4
        assertThat(score(MeanRival.scored(material(Answer.SEVERAL), ENOUGH), Measure.ACCURACY))
                .isGreaterThan(0.95);
    }

    private static Labelled<Document> numbered(int from, int count) {
        return examples(texts(from, count).examples().stream()
                .map(text ->
                        new Document(text.text(), List.of(text.labels().contains("good") ? "4" : "1"), text.line()))
                .toList());
    }

    @Test
    void aLabelThatIsNotLearnedChoosesNothing() {
        var strange =
                examples(List.of(new Document("a film", List.of("new"), 1), new Document("a", List.of("bad"), 2)));
        var some = new Material<Document>(Answer.ONE, Document::labels, texts(0, 50), strange, strange);
        assertThat(some.choosing().examples()).extracting(Document::line).containsExactly(2);
        assertThat(rival(LabelRivals.ofTexts(some, Units.WORD), "bag_of_words")
                        .learner()
                        .scored(ENOUGH)
                        .tally()
                        .parts())
                .hasDimensions(2, 2);
        var none = new Material<Document>(
                Answer.ONE,
                Document::labels,
                texts(0, 50),
                examples(strange.examples().subList(0, 1)),
                strange);
        assertThatThrownBy(none::choosing).isInstanceOf(DataException.class).hasMessageContaining("seen in training");
    }
}
