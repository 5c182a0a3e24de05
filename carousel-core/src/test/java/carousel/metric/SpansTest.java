package carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.TagOrder;
import carousel.metric.Spans.Span;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpansTest {

    private static List<String> tags(String line) {
        return List.of(line.split(" "));
    }

    /** Behind the bar the spans as conlleval 2004-01-26 finds them, and why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O O                 |                      | nothing",
                "O B-X O             | X1-2                 | O B begins, B O ends",
                "B-X B-X             | X0-1 X1-2            | B B ends and begins",
                "B-X I-X I-X O       | X0-3                 | B I and I I go on, I O ends",
                "I-X B-X             | X0-1 X1-2            | I B ends and begins",
                "O I-X               | X1-2                 | O I begins: repaired, or IOB1",
                "I-X I-X             | X0-2                 | the edge counts as O",
                "B-X I-Y             | X0-1 Y1-2            | another type ends and begins, whatever the letter",
                "I-X I-Y O I-Y       | X0-1 Y1-2 Y3-4       | the same after I",
                "B-X I-Y I-X         | X0-1 Y1-2 X2-3       | no span goes on across another",
                "I-X E-X I-X E-X     | X0-2 X2-4            | E I ends and begins",
                "E-X E-X O E-X       | X0-1 X1-2 X3-4       | E E ends and begins, O E begins",
                "B-X E-X             | X0-2                 | B E goes on",
                "B-X E-Y             | X0-1 Y1-2            | another type",
                "B-a-b I-a-b I-a     | a-b0-2 a2-3          | a type ends where the tag does, hyphens and all",
                "B I O I             | 0-2 3-4              | no types are one type",
            })
    void readsAsConllevalDoes(String tags, String expected, String why) {
        var found = Spans.of(tags(tags)).spans().stream()
                .map(span -> span.type() + span.from() + "-" + span.to())
                .toList();
        assertThat(String.join(" ", found)).as(why).isEqualTo(expected == null ? "" : expected);
    }

    /** What conlleval of 2004 does not know of: S, and B behind E. */
    @Test
    void readsWhatIsClosedAsClosed() {
        assertThat(Spans.of(tags("B-X E-X B-X E-X S-X S-X I-X")).spans())
                .containsExactly(
                        new Span("X", 0, 2),
                        new Span("X", 2, 4),
                        new Span("X", 4, 5),
                        new Span("X", 5, 6),
                        new Span("X", 6, 7));
        assertThat(Spans.of(tags("B-X S-X E-X I-X")).spans())
                .containsExactly(new Span("X", 0, 1), new Span("X", 1, 2), new Span("X", 2, 3), new Span("X", 3, 4));
    }

    @Test
    void writesEverySchemeFromEveryOther() {
        var written = Map.of(
                Scheme.IOB1, tags("I-X I-X B-X I-Y O I-Y O"),
                Scheme.BIO, tags("B-X I-X B-X B-Y O B-Y O"),
                Scheme.BIOES, tags("B-X E-X S-X S-Y O S-Y O"));
        for (var from : written.values()) {
            for (var scheme : Scheme.values()) {
                assertThat(scheme.rewritten(from)).isEqualTo(written.get(scheme));
            }
        }
        assertThat(Scheme.BIOES.rewritten(tags("B-X I-X I-X I-X"))).isEqualTo(tags("B-X I-X I-X E-X"));
    }

    @Test
    void countsWhatItRepairs() {
        assertThat(Scheme.BIO.repairs(tags("O I-X I-X O B-Y I-X"))).isEqualTo(2);
        assertThat(Scheme.IOB1.repairs(tags("O I-X I-X O B-Y I-X"))).isEqualTo(1);
        assertThat(Scheme.BIOES.repairs(tags("B-X I-X O S-X E-X"))).isEqualTo(2);
    }

    /** Every sequence of up to five tags of two types: what is written is read again, and what is in order needs no repair. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void whatIsInOrderNeedsNoRepairAndTheOtherWayRound(Scheme scheme) {
        var names = tags(scheme == Scheme.BIOES ? "O B-X I-X E-X S-X B-Y I-Y E-Y S-Y" : "O B-X I-X B-Y I-Y");
        var order = scheme.order(names);
        int inOrder = 0;
        for (int length = 0; length <= (scheme == Scheme.BIOES ? 4 : 5); length++) {
            for (int code = 0; code < Math.round(Math.pow(names.size(), length)); code++) {
                var tags = new ArrayList<String>();
                boolean allowed = true;
                int before = TagOrder.EDGE;
                for (int t = 0, rest = code; t < length; t++, rest /= names.size()) {
                    int tag = rest % names.size();
                    tags.add(names.get(tag));
                    allowed &= order.allows(before, tag);
                    before = tag;
                }
                allowed &= length == 0 || order.allows(before, TagOrder.EDGE);
                inOrder += allowed ? 1 : 0;
                assertThat(scheme.repairs(tags) == 0).as("%s", tags).isEqualTo(allowed);
                var spans = Spans.of(tags);
                assertThat(Spans.of(spans.tags(scheme))).as("%s", tags).isEqualTo(spans);
            }
        }
        assertThat(inOrder).isGreaterThan(100);
    }

    @Test
    void whatIsNoTagIsNamed() {
        for (var tag : List.of("X-PER", "", "PER", "BPER", "OO", "b-PER")) {
            assertThatThrownBy(() -> Spans.of(List.of("O", tag)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("tag '" + tag + "': expected O, or B, I, E or S");
        }
        assertThatThrownBy(() -> Scheme.BIO.order(List.of("O", "S-X")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("tag 'S-X': not one of BIO");
        assertThatThrownBy(() -> new Spans(3, List.of(new Span("X", 0, 2), new Span("X", 1, 3))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Spans(1, List.of(new Span("X", 0, 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span("X", 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The entities that those who published the data count. */
    @Test
    @NeedsData("wnut17_ner/wnut17train.conll")
    void theEntitiesOfARealCorpusAreCountedAsPublished() throws IOException {
        var sentence = new ArrayList<String>();
        var types = new TreeMap<String, Integer>();
        int repairs = 0;
        var lines = new ArrayList<>(Files.readAllLines(DataFolder.file("wnut17_ner/wnut17train.conll")));
        lines.add("");
        for (var line : lines) {
            if (line.isBlank()) {
                Spans.of(sentence).spans().forEach(span -> types.merge(span.type(), 1, Integer::sum));
                repairs += Scheme.BIO.repairs(sentence);
                sentence.clear();
            } else {
                sentence.add(line.substring(line.lastIndexOf('\t') + 1).strip());
            }
        }
        assertThat(types)
                .isEqualTo(Map.of(
                        "corporation", 221,
                        "creative-work", 140,
                        "group", 264,
                        "location", 548,
                        "person", 660,
                        "product", 142));
        assertThat(repairs).isZero();
    }
}
