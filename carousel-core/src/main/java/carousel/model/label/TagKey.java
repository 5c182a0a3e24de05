package carousel.model.label;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.metric.Scheme;
import carousel.text.DataException;
import carousel.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is said of words and sentences, as text and as numbers. Immutable, safe for many threads.
 *
 * @param kind what a tag speaks of
 * @param tags their names; of spans B, I, E and S of every type, and O
 * @param intents the names of what is said of a whole sentence; none where nothing is said
 */
public record TagKey(Kind kind, Vocabulary tags, Vocabulary intents) {
    private static final Pattern OF_SPANS = Pattern.compile("O|[BIES]-.+");
    private static final String OUTSIDE = "O";

    /** What a tag speaks of. */
    public enum Kind {
        /** Its word alone. */
        WORDS,
        /** A span of words: tags come in a {@link Scheme}; the model learns BIOES, and answers in BIO. */
        SPANS;

        /** What tags with these names speak of. */
        public static Kind of(List<List<String>> tags) {
            var names = tags.stream().flatMap(List::stream).distinct().toList();
            boolean spans =
                    names.stream().allMatch(name -> OF_SPANS.matcher(name).matches());
            return spans && names.stream().anyMatch(name -> !name.equals(OUTSIDE)) ? SPANS : WORDS;
        }
    }

    /** Tags and intents in the order of their names. */
    public static TagKey of(Kind kind, List<List<String>> tags, List<String> intents) {
        var names = tags.stream().flatMap(List::stream).distinct().sorted().toList();
        if (names.size() < 2) {
            throw new DataException("tags: " + (names.isEmpty() ? "none" : "only '" + names.getFirst() + "'")
                    + " in the training data; expected at least two");
        }
        var wholes = intents.stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return new TagKey(kind, Vocabulary.of(kind == Kind.SPANS ? bioes(names) : names), Vocabulary.of(wholes));
    }

    private static List<String> bioes(List<String> names) {
        var all = new ArrayList<>(List.of(OUTSIDE));
        names.stream()
                .filter(name -> !name.equals(OUTSIDE))
                .map(name -> name.substring(1))
                .distinct()
                .sorted()
                .forEach(type -> Stream.of("B", "I", "E", "S").forEach(prefix -> all.add(prefix + type)));
        return all;
    }

    /** The key that was written as these lists. */
    public static TagKey ofLists(Map<String, List<String>> lists) {
        return new TagKey(
                Kind.valueOf(lists.get("kind").getFirst()),
                Vocabulary.of(lists.get("tags")),
                Vocabulary.of(lists.get("intents")));
    }

    /** Everything that it is, as lists of texts by name; {@link #ofLists} understands them. */
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put("kind", List.of(kind.name()));
        lists.put("tags", tags.symbols());
        lists.put("intents", intents.symbols());
        return lists;
    }

    /** Which tags may follow which. */
    public TagOrder order() {
        return kind == Kind.SPANS ? Scheme.BIOES.order(tags.symbols()) : TagOrder.any(tags.size());
    }

    /** Tags and intents of sentences as numbers; a {@link DataException} names the first that was never seen. */
    public Tags numbers(List<List<String>> sentences, List<String> wholes) {
        var numbers = sentences.stream()
                .map(sentence -> learned(sentence).stream()
                        .mapToInt(tag -> id(tags, "tags", tag))
                        .toArray())
                .toArray(int[][]::new);
        var classes = intents.size() == 0
                ? new int[0]
                : wholes.stream()
                        .mapToInt(whole -> id(intents, "intents", whole))
                        .toArray();
        return new Tags(numbers, classes);
    }

    /** Whether a model was told of a tag in training, as people write it; of spans, of one of its type. */
    public boolean knows(String tag) {
        return learned(List.of(tag)).stream().allMatch(tags::contains);
    }

    /** The tags of a sentence as a model learns them. */
    List<String> learned(List<String> sentence) {
        return kind == Kind.SPANS ? Scheme.BIOES.rewritten(sentence) : sentence;
    }

    /** The names of tags, as people write them. */
    public List<String> names(int... numbers) {
        var names = Arrays.stream(numbers).mapToObj(tags::symbol).toList();
        return kind == Kind.SPANS ? Scheme.BIO.rewritten(names) : names;
    }

    private static int id(Vocabulary known, String what, String name) {
        int id = known.id(name);
        if (id < 0) {
            throw new DataException(what + ": '" + name + "' was never seen in training; expected one of "
                    + String.join(", ", known.symbols()));
        }
        return id;
    }

    /**
     * Tags of many sentences. Immutable as long as nobody writes into the arrays.
     *
     * @param tags [sentences][words]; of a sentence without words none
     * @param intents [sentences], or none
     */
    public record Tags(int[][] tags, int... intents) {

        /** Those of some sentences, packed as their words are; a word that is none has the tag 0. */
        Ids ids(Lengths lengths, int... sentences) {
            var ids = new int[lengths.rows()];
            for (int b = 0; b < lengths.batch(); b++) {
                var of = tags[sentences[lengths.caller(b)]];
                for (int t = 0; t < of.length; t++) {
                    ids[lengths.row(b, t)] = of[t];
                }
            }
            return new Ids(ids, lengths);
        }

        /** The intents of some sentences in packed order. */
        int[] intents(Lengths lengths, int... sentences) {
            var some = new int[intents.length == 0 ? 0 : sentences.length];
            for (int b = 0; b < some.length; b++) {
                some[b] = intents[sentences[lengths.caller(b)]];
            }
            return some;
        }
    }
}
