package carousel.model.input;

import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.text.Case;
import carousel.text.Vocabulary;
import carousel.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Texts to the numbers that a labelling model reads, and how a text falls into steps. Made from the training texts, saved
 * with the model. Immutable, safe for many threads.
 *
 * @param units what the steps are
 * @param letters whether words keep capital letters
 * @param symbols of the steps; the unknown one is among them
 * @param characters of the words, with {@link Units#BOTH}; otherwise nothing but the unknown one
 */
public record TextCoder(Units units, Case letters, Vocabulary symbols, Vocabulary characters) implements Coder {

    /** The coder of these training texts, each already in steps. */
    public static TextCoder of(TextShape shape, List<List<String>> texts) {
        var letters = shape.letters();
        var symbols = texts.stream().flatMap(List::stream).map(letters::apply);
        var characters = texts.stream()
                .filter(text -> shape.units() == Units.BOTH)
                .flatMap(List::stream)
                .flatMap(word -> Words.characters(word).stream());
        return new TextCoder(
                shape.units(),
                letters,
                Vocabulary.common(symbols::iterator, shape.minCount()),
                Vocabulary.common(characters::iterator, 1));
    }

    /** The coder that was written as these lists. */
    public static TextCoder ofLists(Map<String, List<String>> lists) {
        return new TextCoder(
                Units.valueOf(lists.get("units").getFirst()),
                Case.valueOf(lists.get("letters").getFirst()),
                Vocabulary.of(lists.get("symbols")),
                Vocabulary.of(lists.get("characters")));
    }

    @Override
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put("units", List.of(units.name()));
        lists.put("letters", List.of(letters.name()));
        lists.put("symbols", symbols.symbols());
        lists.put("characters", characters.symbols());
        return lists;
    }

    @Override
    public LabelInput input(TextShape text, Dropout dropout, Init init) {
        return text.input(symbols.size(), characters.size(), dropout, init);
    }

    @Override
    public String words() {
        return switch (units) {
            case WORD -> symbols.size() + " words";
            case CHAR -> symbols.size() + " characters";
            case BOTH -> symbols.size() + " words and " + characters.size() + " characters";
        };
    }

    @Override
    public Inputs probe(int... numbers) {
        return source(List.of(Arrays.stream(numbers)
                        .mapToObj(number -> symbols.symbol(number % symbols.size()))
                        .toList()))
                .inputs(0);
    }

    /** The steps of a running text: its words, or its characters. */
    public List<String> split(String text) {
        return split(units, text);
    }

    /** The steps of a running text. */
    public static List<String> split(Units units, String text) {
        return units == Units.CHAR ? Words.characters(text) : Words.of(text);
    }

    /** Texts, each already in steps. One without any is taken for one unknown symbol. */
    public Source source(List<List<String>> texts) {
        var steps = new int[texts.size()][];
        var words = new int[texts.size()][];
        var numbers = new HashMap<String, Integer>();
        var spellings = new ArrayList<int[]>();
        for (int i = 0; i < steps.length; i++) {
            var text = texts.get(i).isEmpty() ? List.of(Vocabulary.UNKNOWN) : texts.get(i);
            steps[i] = text.stream()
                    .mapToInt(word -> id(symbols, letters.apply(word)))
                    .toArray();
            words[i] = units != Units.BOTH
                    ? new int[0]
                    : text.stream()
                            .mapToInt(word -> numbers.computeIfAbsent(word, added -> {
                                spellings.add(spelling(added));
                                return spellings.size() - 1;
                            }))
                            .toArray();
        }
        return new TextSource(steps, words, spellings.toArray(int[][]::new), symbols.unknown());
    }

    private int[] spelling(String word) {
        return Words.characters(word).stream()
                .mapToInt(character -> id(characters, character))
                .toArray();
    }

    /** How many of these steps are unknown. */
    public long unknown(List<List<String>> texts) {
        return texts.stream()
                .flatMap(List::stream)
                .filter(word -> !symbols.contains(letters.apply(word)))
                .count();
    }

    private static int id(Vocabulary vocabulary, String symbol) {
        int id = vocabulary.id(symbol);
        return id < 0 ? vocabulary.unknown() : id;
    }
}
