package carousel.cli.translate;

import carousel.store.Setting;

/** What a translator is scored on, beside {@code --data}, and how it writes. Immutable. */
public record Testing(
        @Setting("of a translator, instead of --data: sentences, one in a line")
        String dataSource,

        @Setting("and what they are to become, line by line")
        String dataTarget,

        Decoding decoding) {

    /** Whether there is data. */
    public boolean given() {
        return !dataSource.isEmpty();
    }

    PairFiles files(String data) {
        var files = new PairFiles("data", data, dataSource, dataTarget);
        files.check();
        return files;
    }
}
