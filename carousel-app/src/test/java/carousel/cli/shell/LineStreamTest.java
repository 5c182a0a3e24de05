package carousel.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.DataException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineStreamTest {
    private static final String[] PIECES = {
        "a", "é", "\uD83D\uDE00", " ", "\n", "\r\n", "\r", "\uFEFF", "xyz".repeat(4000)
    };

    /** Comes in pieces of one to so many bytes. */
    private static InputStream dripping(byte[] bytes, Random random, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 1 + random.nextInt(most)));
            }
        };
    }

    private static List<String> lines(InputStream in, Charset charset) {
        var lines = new ArrayList<String>();
        int count = new LineStream("in", in, charset).each((line, number) -> {
            lines.add(line);
            assertThat(number).isEqualTo(lines.size());
        });
        assertThat(count).isEqualTo(lines.size());
        return lines;
    }

    @Test
    void itsLinesAreThoseOfTheWholeText() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            var charset = random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16LE;
            var marked = text.toString();
            var plain = marked.startsWith("\uFEFF") ? marked.substring(1) : marked;
            var in = dripping(marked.getBytes(charset), random, random.nextBoolean() ? 3 : 9000);
            // a mark alone is a line without anything
            var expected = plain.isEmpty() && !marked.isEmpty()
                    ? List.of("")
                    : plain.lines().toList();
            assertThat(lines(in, charset)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void linesBeforeOneThatDoesNotFitAreRead() {
        var lines = new ArrayList<String>();
        var bytes = "one\ntwo\ncaf\u00E9\nfour\n".getBytes(StandardCharsets.ISO_8859_1);
        var stream = new LineStream("in", new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> stream.each((line, number) -> lines.add(line)))
                .isInstanceOf(DataException.class)
                .hasMessage("in:3: not UTF-8; name the encoding with --encoding");
        assertThat(lines).containsExactly("one", "two");
        assertThat(lines(new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1))
                .hasSize(4);
        var cut = new LineStream(
                "in", new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xC3}), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> cut.each((line, number) -> {})).hasMessageStartingWith("in:2: not UTF-8");
    }

    @Test
    void aLineIsReadBeforeTheBytesBehindIt() {
        var events = new ArrayList<String>();
        var bytes = new ByteArrayInputStream("a\r\nb\n".getBytes(StandardCharsets.UTF_8));
        var in = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("reads what has come");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                events.add("read");
                return bytes.read(into, from, 1);
            }
        };
        new LineStream("in", in, StandardCharsets.UTF_8).each((line, number) -> events.add(line));
        assertThat(events).containsExactly("read", "read", "a", "read", "read", "read", "b", "read");
    }
}
