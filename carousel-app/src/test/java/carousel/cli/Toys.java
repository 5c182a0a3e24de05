package carousel.cli;

import carousel.data.reader.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** Small labelled files that anything can learn, the same every time, in one folder. */
record Toys(Path folder) {
    private static final String[] GOOD = {"good", "fine", "lovely"};
    private static final String[] BAD = {"bad", "awful", "dull"};
    private static final String[] THINGS = {"film", "book", "song", "play"};
    private static final String[] NAMES = {"ann", "bob", "eve"};
    private static final String[] TOWNS = {"rome", "oslo", "bern"};

    /** Settings of a tiny model, then those that a test names instead or beside. */
    static String[] settings(List<String> tiny, String... own) {
        var words = new ArrayList<String>();
        for (int i = 0; i < tiny.size(); i += 2) {
            if (!List.of(own).contains(tiny.get(i))) {
                words.addAll(tiny.subList(i, i + 2));
            }
        }
        words.addAll(List.of(own));
        return words.toArray(String[]::new);
    }

    /** Settings and more of them. */
    static String[] with(String[] settings, String... more) {
        return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
    }

    /** What trains a tiny classifier, m. */
    static String[] classifying(String data, String epochs, String... own) {
        var tiny = new ArrayList<>(List.of("train", "classify", "--train", data, "--out", "m", "--hidden", "8"));
        tiny.addAll(List.of("--lr", "0.03", "--epochs", epochs, "--batch", "8"));
        return settings(tiny, own);
    }

    /** A text and what is said of it. */
    record Example(String text, String label) {}

    /** Reviews whose words tell their label. */
    static List<Example> reviews(int count) {
        var random = new Random(count);
        var all = new ArrayList<Example>();
        for (int i = 0; i < count; i++) {
            boolean good = i % 2 == 0;
            var text = "the " + any(random, THINGS) + " is " + any(random, good ? GOOD : BAD);
            all.add(new Example(text + " " + any(random, THINGS), good ? "pos" : "neg"));
        }
        return all;
    }

    private static String any(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    /** A file with a line for each review. */
    void reviews(String name, int count, String header, Function<Example, String> line) throws IOException {
        var text = new StringBuilder(header);
        reviews(count).forEach(example -> text.append(line.apply(example)).append('\n'));
        write(name, text.toString());
    }

    void tsv(String name, int count) throws IOException {
        reviews(name, count, "label\ttext\n", example -> example.label() + "\t" + example.text());
    }

    /** How many words of a text are good ones: a number. */
    void numbers(String name, int count) throws IOException {
        var random = new Random(1);
        var text = new StringBuilder("text\tlabel\n");
        for (int i = 0; i < count; i++) {
            int good = i % 4;
            var words = new ArrayList<String>();
            for (int n = 0; n < 4; n++) {
                words.add(n < good ? "good" : any(random, THINGS));
            }
            text.append(String.join(" ", words)).append('\t').append(good).append('\n');
        }
        write(name, text.toString());
    }

    /** Series of two channels, rising or falling, of unequal lengths. */
    void series(String name, int count) throws IOException {
        var text = new StringBuilder("@problemName toy\n@univariate false\n@classLabel true up down\n@data\n");
        for (int i = 0; i < count; i++) {
            var left = new ArrayList<String>();
            var right = new ArrayList<String>();
            for (int t = 0; t < 6 + i % 3; t++) {
                left.add(String.valueOf(i % 2 == 0 ? t : -t));
                right.add(String.valueOf(i % 5));
            }
            text.append(String.join(",", left)).append(':').append(String.join(",", right));
            text.append(i % 2 == 0 ? ":up\n" : ":down\n");
        }
        write(name, text.toString());
    }

    /** A series in each line, its label behind it. */
    void rows(String name, int count) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i % 2 == 0 ? "1,2,3,4,up\n" : "4,3,2,1,down\n");
        }
        write(name, text.toString());
    }

    /** Pictures of 4 rows and 3 columns, a bright column on the left or on the right: 0 or 1; the labels in another file. */
    void pictures(String name, int count) throws IOException {
        var pixels = new byte[12 * count];
        var labels = new byte[count];
        for (int i = 0; i < count; i++) {
            for (int row = 0; row < 4; row++) {
                pixels[12 * i + 3 * row + (i % 2) * 2] = (byte) (200 + i % 50);
            }
            labels[i] = (byte) (i % 2);
        }
        IdxFiles.write(folder, name, pixels, 4, 3, labels);
    }

    /** Sentences with names of people and towns: words, their tags, and the number of people as an intent. */
    static List<List<List<String>>> sentences(int count) {
        var random = new Random(3);
        var all = new ArrayList<List<List<String>>>();
        for (int i = 0; i < count; i++) {
            var words = new ArrayList<>(List.of(any(random, NAMES), i % 2 == 0 ? "loves" : "leaves"));
            var tags = new ArrayList<>(List.of("B-PER", "O"));
            words.add(any(random, TOWNS));
            tags.add("B-LOC");
            if (i % 3 == 0) {
                words.add("city");
                tags.add("I-LOC");
            }
            all.add(List.of(words, tags, List.of(i % 2 == 0 ? "stay" : "go")));
        }
        return all;
    }

    void conll(String name, int count) throws IOException {
        var text = new StringBuilder("-DOCSTART- O\n\n");
        for (var sentence : sentences(count)) {
            for (int t = 0; t < sentence.getFirst().size(); t++) {
                text.append(sentence.get(0).get(t))
                        .append(' ')
                        .append(sentence.get(1).get(t))
                        .append('\n');
            }
            text.append('\n');
        }
        write(name, text.toString());
    }

    void conllu(String name, int count) throws IOException {
        var text = new StringBuilder();
        for (var sentence : sentences(count)) {
            text.append("# a comment\n1-2\t_\t_\t_\t_\t_\t_\t_\t_\t_\n");
            for (int t = 0; t < sentence.getFirst().size(); t++) {
                var word = sentence.get(0).get(t);
                var tag = sentence.get(1).get(t).equals("O") ? "VERB" : "PROPN";
                text.append("%d\t%s\t%s\t%s\tX%s\t_\t0\t_\t_\t_\n".formatted(t + 1, word, word, tag, tag));
            }
            text.append('\n');
        }
        write(name, text.toString());
    }

    /** The files of the words, the slots and the intents. */
    void slots(String prefix, int count) throws IOException {
        var names = List.of("seq.in", "seq.out", "label");
        for (int part = 0; part < names.size(); part++) {
            var text = new StringBuilder();
            for (var sentence : sentences(count)) {
                text.append(String.join(" ", sentence.get(part))).append('\n');
            }
            write(prefix + names.get(part), text.toString());
        }
    }

    void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
