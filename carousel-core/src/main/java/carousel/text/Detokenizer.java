package carousel.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Ids to text, one at a time, so that text can be shown while it is made. Characters that need several bytes are held
 * back until they are complete; words get a single space between them and {@code <eos>} is a line feed. One thread at a
 * time.
 */
public final class Detokenizer {
    private final Tokenizer tokenizer;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(8);
    private final CharBuffer piece = CharBuffer.allocate(16);
    private boolean insideLine;

    Detokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The text to show now that this id has come; empty while a character is incomplete. */
    public String next(int id) {
        var symbol = tokenizer.vocabulary().symbol(id);
        return switch (tokenizer.level()) {
            case CHAR -> symbol;
            case BYTE -> {
                pending.put((byte) id);
                yield decode(false);
            }
            case WORD -> {
                boolean separate = insideLine;
                insideLine = !tokenizer.endsLine(id);
                yield insideLine ? (separate ? " " + symbol : symbol) : "\n";
            }
        };
    }

    /** What is still held back (U+FFFD for bytes that never became a character); afterwards a new text can begin. */
    public String finish() {
        insideLine = false;
        var rest = decode(true);
        utf8.reset();
        return rest;
    }

    private String decode(boolean last) {
        utf8.decode(pending.flip(), piece, last);
        pending.compact();
        if (last) {
            utf8.flush(piece);
        }
        var text = piece.flip().toString();
        piece.clear();
        return text;
    }
}
