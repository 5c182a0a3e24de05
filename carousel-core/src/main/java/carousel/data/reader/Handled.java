package carousel.data.reader;

/** What a reader comes upon and deals with, in the words of the remark about it. */
enum Handled {
    CRLF("CRLF line end", "CRLF line ends"),
    EMPTY_TEXT("empty text", "empty texts"),
    EMPTY_SENTENCE("empty sentence", "empty sentences"),
    EMPTY_SERIES("series without steps", "series without steps"),
    BLANK_LINE("blank line left out", "blank lines left out"),
    QUOTED_CELL("cell in quotes, which were kept", "cells in quotes, which were kept"),
    DOCUMENT_START("-DOCSTART- line left out", "-DOCSTART- lines left out"),
    RANGE("multi-word range left out, not its words", "multi-word ranges left out, not their words"),
    EMPTY_NODE("empty node left out", "empty nodes left out"),
    OTHER_LENGTH("series longer or shorter than the first", "series longer or shorter than the first");

    private final String one;
    private final String many;

    Handled(String one, String many) {
        this.one = one;
        this.many = many;
    }

    String one() {
        return one;
    }

    String many() {
        return many;
    }
}
