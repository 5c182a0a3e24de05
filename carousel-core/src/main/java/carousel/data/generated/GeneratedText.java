package carousel.data.generated;

import carousel.data.Draw;
import carousel.data.TextFile;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.task.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Sentences made by a rule, with a label that only their order tells: every sentence comes with a twin of the same
 * words and the other label. A bag of words is therefore right half the time, whatever it has learned. No two pairs
 * have the same words, and parts share no pair. Immutable.
 *
 * <pre>{@code
 * var train = GeneratedText.of("generated:negation").documents(Part.TRAIN, 7);
 * var test = GeneratedText.NEGATION.documents(Part.TEST, 7);     // the same for every seed
 * }</pre>
 */
public enum GeneratedText implements Named {
    /**
     * What a negation reaches: {@code positive} or {@code negative}.
     *
     * <pre>
     * although the film is not long , it is good     positive
     * although the film is long , it is not good     negative
     * </pre>
     */
    NEGATION(Negation::pair),

    /**
     * The number of a subject, with nouns of the other number between it and the verb that would follow (Linzen,
     * Dupoux, Goldberg 2016): {@code singular} or {@code plural}.
     *
     * <pre>
     * the key near the cabinets behind the door      singular
     * the cabinets near the key behind the door      plural
     * </pre>
     */
    AGREEMENT(Agreement::pair),

    /**
     * Whether a small grammar makes a sentence: {@code acceptable} or {@code unacceptable}.
     *
     * <pre>
     * the dog that the child sees sleeps             acceptable
     * the dog the that child sees sleeps             unacceptable
     * </pre>
     */
    GRAMMAR(Grammar::pair);

    private static final int MOST = 20_000;

    private final Function<Draw, Pair> rule;

    GeneratedText(Function<Draw, Pair> rule) {
        this.rule = rule;
    }

    /** By its {@link #label}. */
    public static GeneratedText of(String label) {
        return Named.of("text", label, values());
    }

    /** 8000 sentences to learn from, or 1000 to validate or 2000 to test on. */
    public Labelled<Document> documents(Part part, long seed) {
        return documents(
                part,
                seed,
                switch (part) {
                    case TRAIN -> 8000;
                    case VALID -> 1000;
                    case TEST, LONGER -> 2000;
                });
    }

    /**
     * So many sentences of a part; fewer are the first of more, but for their order.
     *
     * @param seed of what is learned from; the other parts are the same for every seed
     * @param sentences even, from 2 to 20,000
     * @throws IllegalArgumentException also for {@link Part#LONGER}, which is not made
     */
    public Labelled<Document> documents(Part part, long seed, int sentences) {
        if (part == Part.LONGER || sentences < 2 || sentences > MOST || sentences % 2 > 0) {
            throw new IllegalArgumentException(label() + ": " + sentences + " sentences of part " + part
                    + "; expected an even number from 2 to " + MOST + ", to learn from, to validate or to test on");
        }
        var texts = new ArrayList<Document>();
        for (var pair : new Different<>(label(), rule, Pair::bag).of(part, seed, sentences / 2)) {
            texts.add(new Document(pair.first(), List.of(pair.firstLabel()), 1));
            texts.add(new Document(pair.second(), List.of(pair.secondLabel()), 1));
        }
        var order = part.draw(seed, -1).order(sentences);
        var examples = new ArrayList<Document>();
        var written = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            var text = texts.get(order[i]);
            examples.add(new Document(text.text(), text.labels(), i + 1));
            written.append(text.label()).append('\t').append(text.text()).append('\n');
        }
        var sha256 = TextFile.sha256(written.toString().getBytes(StandardCharsets.UTF_8));
        return new Labelled<>(label(), sha256, examples, List.of());
    }
}
