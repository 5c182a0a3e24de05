package carousel.metric;

import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The typed spans that the tags of a sentence mark, read as the script of the CoNLL-2000 shared task does (conlleval, Tjong
 * Kim Sang, Buchholz 2000): no sequence of tags is wrong, what cannot go on begins a span.
 *
 * <pre>
 * a span begins   at B and S; at I and E after O, after E and S, and where the type changes
 * a span ends     before the next one and before O
 * </pre>
 *
 * <p>This reads IOB1, BIO (IOB2) and BIOES alike. Of the last, conlleval knows neither S nor that B follows E; convert to BIO to
 * have it see the same spans. Immutable, safe for many threads.
 *
 * <pre>{@code
 * var spans = Spans.of(List.of("B-PER", "I-PER", "O", "I-LOC"));
 * spans.spans();              // PER 0 to 2, LOC 3 to 4
 * spans.tags(Scheme.BIOES);   // B-PER E-PER O S-LOC
 * }</pre>
 *
 * @param length of the sentence
 * @param spans from left to right; none overlaps another
 */
public record Spans(int length, List<Span> spans) {

    /**
     * Some words in a row. Immutable.
     *
     * @param type such as LOC
     * @param from the first word
     * @param to behind the last word
     */
    public record Span(String type, int from, int to) {
        public Span {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("span: from " + from + " to " + to + "; expected at least one word");
            }
        }
    }

    public Spans {
        spans = List.copyOf(spans);
        int end = 0;
        for (var span : spans) {
            if (span.from() < end || span.to() > length) {
                throw new IllegalArgumentException("spans: " + span + " after word " + end + " of " + length
                        + "; expected spans from left to right within the sentence");
            }
            end = span.to();
        }
    }

    /**
     * Reads tags such as O, B-LOC, I-LOC.
     *
     * @throws DataException for a tag of another form
     */
    public static Spans of(List<String> tags) {
        var spans = new ArrayList<Span>();
        var before = Tag.OUTSIDE;
        int from = 0;
        for (int t = 0; t <= tags.size(); t++) {
            var tag = t < tags.size() ? tag(tags, t) : Tag.OUTSIDE;
            boolean begins = tag.beginsAfter(before);
            if (!before.outside() && (begins || tag.outside())) {
                spans.add(new Span(before.type(), from, t));
            }
            from = begins ? t : from;
            before = tag;
        }
        return new Spans(tags.size(), spans);
    }

    private static Tag tag(List<String> tags, int t) {
        try {
            return Tag.of(tags.get(t));
        } catch (DataException e) {
            throw e.in("word " + t);
        }
    }

    /** The tags that mark these spans in a scheme. */
    public List<String> tags(Scheme scheme) {
        var tags = new String[length];
        Arrays.fill(tags, Tag.OUTSIDE.toString());
        for (int i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            boolean touching = i > 0
                    && spans.get(i - 1).to() == span.from()
                    && spans.get(i - 1).type().equals(span.type());
            IntStream.range(span.from(), span.to())
                    .forEach(t -> tags[t] = new Tag(scheme.prefix(span, t, touching), span.type()).toString());
        }
        return List.of(tags);
    }
}
