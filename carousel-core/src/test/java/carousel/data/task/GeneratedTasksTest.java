package carousel.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Draw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every generated task against its definition. */
class GeneratedTasksTest {
    private static final int MANY = 500;

    static Stream<Task> generated() {
        return TaskSpec.all().stream().filter(spec -> !spec.kind().fromFiles()).map(spec -> spec.task(Path.of("")));
    }

    private static List<Example> examples(Task task, Part part) {
        var examples = new ArrayList<Example>();
        for (int n = 0; n < Math.min(MANY, task.examples(part)); n++) {
            examples.add(task.example(part, 3, n));
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("generated")
    void anExampleIsAlwaysTheSameAndFitsItsForm(Task task) {
        var form = task.form();
        for (var part : Part.values()) {
            var again = examples(task, part);
            for (int n = again.size() - 1; n >= 0; n--) {
                var example = task.example(part, 3, n);
                assertThat(example.inputs()).containsExactly(again.get(n).inputs());
                assertThat(example.answers()).containsExactly(again.get(n).answers());
                assertThat(example.answers()).hasSize(example.steps().length * form.answerWidth());
                assertThat(example.inputs().length % form.inputWidth()).isZero();
                assertThat(example.steps()).isNotEmpty().isSorted().doesNotHaveDuplicates();
                assertThat(example.steps()[example.steps().length - 1])
                        .isLessThan(example.inputs().length / form.inputWidth());
                if (form.input() == Form.Input.SYMBOLS) {
                    assertThat(numbers(example.inputs())).allMatch(symbol -> symbol >= 0 && symbol < form.inputs());
                }
                if (form.answer() == Form.Answer.CLASS) {
                    assertThat(numbers(example.answers())).allMatch(answer -> answer >= 0 && answer < form.outputs());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("generated")
    void onlyWhatIsLearnedFromDependsOnTheSeed(Task task) {
        for (var part : Part.values()) {
            if (task.examples(part) > 0) {
                boolean same = true;
                for (int n = 0; n < 8; n++) {
                    same &= Arrays.equals(
                            task.example(part, 1, n).inputs(),
                            task.example(part, 2, n).inputs());
                }
                assertThat(same).as("%s", part).isEqualTo(part != Part.TRAIN);
            }
        }
    }

    @Test
    void streamsOfDifferentPartsAndSeedsHaveNothingInCommon() {
        var task = new Adding(20);
        var seen = new HashSet<List<Float>>();
        int drawn = 0;
        for (var part : List.of(Part.TRAIN, Part.VALID, Part.TEST)) {
            for (long seed = 0; seed < (part == Part.TRAIN ? 3 : 1); seed++) {
                for (int n = 0; n < MANY; n++, drawn++) {
                    seen.add(numbers(task.example(part, seed, n).inputs()));
                }
            }
        }
        assertThat(seen).hasSize(drawn);
    }

    @Test
    void addingAsksForTheSumOfTwoMarkedNumbers() {
        double squares = 0;
        var marked = new HashSet<Integer>();
        var examples = examples(new Adding(20), Part.TEST);
        for (var example : examples) {
            double sum = 0;
            int marks = 0;
            for (int t = 0; t < 20; t++) {
                assertThat(example.inputs()[2 * t]).isBetween(0f, 1f);
                if (example.inputs()[2 * t + 1] == 1) {
                    sum += example.inputs()[2 * t];
                    marked.add(t);
                    marks++;
                } else {
                    assertThat(example.inputs()[2 * t + 1]).isZero();
                }
            }
            assertThat(marks).isEqualTo(2);
            assertThat((double) example.answers()[0]).isCloseTo(sum, within(1e-6));
            assertThat(example.steps()).containsExactly(19);
        }
        assertThat(marked).hasSize(20);
        var task = new Adding(20);
        for (int n = 0; n < 20_000; n++) {
            double error = task.example(Part.TRAIN, 1, n).answers()[0] - 1;
            squares += error * error;
        }
        assertThat(squares / 20_000).isCloseTo(task.baseline(), within(0.005));
    }

    @Test
    void copyMemoryAsksForItsFirstSymbolsAtTheEnd() {
        var task = new CopyMemory(4, 3, 5);
        for (var example : examples(task, Part.TEST)) {
            var in = example.inputs();
            assertThat(numbers(Arrays.copyOf(in, 3))).allMatch(symbol -> symbol < 5);
            assertThat(Arrays.copyOfRange(in, 3, 10)).containsExactly(5, 5, 5, 6, 5, 5, 5);
            assertThat(Arrays.copyOf(example.answers(), 7)).containsOnly(5);
            assertThat(Arrays.copyOfRange(example.answers(), 7, 10)).containsExactly(Arrays.copyOf(in, 3));
            assertThat(example.steps()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(new CopyMemory(500, 10, 8).baseline()).isCloseTo(10 * Math.log(8) / 520, within(1e-12));
    }

    @Test
    void temporalOrderHasThePlacesOfThePaper() {
        var classes = new HashSet<Integer>();
        for (var example : examples(new TemporalOrder(100), Part.TEST)) {
            var in = example.inputs();
            assertThat(in.length).isBetween(100, 110);
            assertThat(in[0]).isEqualTo(6);
            assertThat(in[in.length - 1]).isEqualTo(7);
            var places = new ArrayList<Integer>();
            for (int t = 1; t < in.length - 1; t++) {
                if (in[t] >= 4) {
                    places.add(t);
                    assertThat(in[t]).isLessThan(6);
                }
            }
            assertThat(places).hasSize(2);
            assertThat(places.get(0)).isBetween(10, 20);
            assertThat(places.get(1)).isBetween(50, 60);
            int expected = (in[places.get(0)] == 5 ? 2 : 0) + (in[places.get(1)] == 5 ? 1 : 0);
            assertThat(example.answers()).containsExactly(expected);
            assertThat(example.steps()).containsExactly(in.length - 1);
            classes.add(expected);
        }
        assertThat(classes).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void countedStringsAndWhatMayFollow() {
        assertThat(written(new Counting(2, 5).example(Part.TEST, 0, 1), "#ab")).isEqualTo("#aabb");
        assertThat(legal(new Counting(2, 5).example(Part.TEST, 0, 1), "#ab"))
                .containsExactly("a", "ab", "ab", "b", "#");
        assertThat(written(new Counting(3, 5).example(Part.TEST, 0, 0), "#abc")).isEqualTo("#abc");
        assertThat(legal(new Counting(3, 5).example(Part.TEST, 0, 1), "#abc"))
                .containsExactly("a", "ab", "ab", "b", "c", "c", "#");
        var lengths = new HashSet<Integer>();
        examples(new Counting(2, 5), Part.TRAIN).forEach(e -> lengths.add((e.inputs().length - 1) / 2));
        assertThat(lengths).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(examples(new Counting(2, 5), Part.LONGER).stream().map(e -> (e.inputs().length - 1) / 2))
                .containsExactly(6, 7, 8, 9, 10);
    }

    @Test
    void dyckStringsAreBalancedAndNotTooDeep() {
        var task = new Dyck(2, 3, 12);
        for (var part : List.of(Part.TRAIN, Part.TEST, Part.LONGER)) {
            for (var example : examples(task, part)) {
                var text = written(example, "#([)]");
                var legal = legal(example, "#([)]");
                int brackets = text.length() - 1;
                assertThat(brackets).isBetween(part == Part.LONGER ? 13 : 2, part == Part.LONGER ? 24 : 12);
                var reduced = text.substring(1);
                while (reduced.contains("()") || reduced.contains("[]")) {
                    reduced = reduced.replace("()", "").replace("[]", "");
                }
                assertThat(reduced).isEmpty();
                for (int t = 0; t < text.length(); t++) {
                    assertThat(letters(legal.get(t))).as("%s at %d", text, t).isEqualTo(mayFollow(text, t));
                }
            }
        }
    }

    /** What may follow a prefix, from the brackets that are left when pairs are struck out. */
    private static Set<Character> mayFollow(String text, int last) {
        var open = text.substring(1, last + 1);
        while (open.contains("()") || open.contains("[]")) {
            open = open.replace("()", "").replace("[]", "");
        }
        assertThat(open.length()).isLessThanOrEqualTo(3);
        var next = open.length() < 3 ? "([" : "";
        return letters(next + (open.isEmpty() ? "#" : open.endsWith("(") ? ")" : "]"));
    }

    @Test
    void bracketsMayBeNestedWithoutABound() {
        var deep = new Dyck(1, Integer.MAX_VALUE, 4);
        for (var example : examples(deep, Part.LONGER)) {
            assertThat(example.inputs().length).isBetween(7, 9);
        }
    }

    @Test
    void reberStringsAreThoseOfTheGrammar() {
        for (var part : List.of(Part.TRAIN, Part.TEST, Part.LONGER)) {
            for (var example : examples(new Reber(30), part)) {
                var text = written(example, "BTPSXVE");
                var legal = legal(example, "BTPSXVE");
                var whole = text + "E";
                assertThat(whole.length()).isBetween(part == Part.LONGER ? 31 : 9, part == Part.LONGER ? 60 : 30);
                assertThat(whole).matches("B([TP])B.*E\\1E");
                var inner = whole.substring(2, whole.length() - 2);
                assertThat(accepted(inner)).as(inner).isTrue();
                for (int t = 0; t < text.length(); t++) {
                    assertThat(letters(legal.get(t))).contains(whole.charAt(t + 1));
                }
                assertThat(legal.getFirst()).isEqualTo("TP");
                assertThat(legal.get(text.length() - 2)).isEqualTo(whole.substring(1, 2));
                assertThat(legal.getLast()).isEqualTo("E");
            }
        }
    }

    /** The inner automaton once more, as sets of strings that lead from state to state. */
    private static boolean accepted(String inner) {
        var moves = List.of("0B1", "1T2", "1P3", "2S2", "2X4", "3T3", "3V5", "4X3", "4S6", "5P4", "5V6", "6E7");
        var state = '0';
        for (char symbol : inner.toCharArray()) {
            char from = state;
            state = moves.stream()
                    .filter(move -> move.charAt(0) == from && move.charAt(1) == symbol)
                    .map(move -> move.charAt(2))
                    .findFirst()
                    .orElse('!');
        }
        return state == '7';
    }

    @Test
    void echoRepeatsEveryChannelAfterItsOwnDelay() {
        var task = new Echo(12, 2, 3);
        for (var example : examples(task, Part.TEST)) {
            assertThat(example.steps()).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            for (int i = 0; i < example.steps().length; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    int source = example.steps()[i] - 2 * (channel + 1);
                    int at = 3 * i + channel;
                    assertThat(example.units()[at]).isEqualTo(source >= 0 ? 1 : 0);
                    if (source >= 0) {
                        assertThat(example.answers()[at]).isEqualTo(example.inputs()[3 * source + channel]);
                    }
                }
            }
        }
        assertThat(new Echo(12, 2, 1).example(Part.TEST, 0, 0).units()).isEmpty();
    }

    @Test
    void aShuffleIsAPermutationAndAnotherInEveryRound() {
        for (int size : new int[] {1, 2, 3, 10, 64, 65, 1000}) {
            var first = new int[size];
            var second = new int[size];
            Arrays.setAll(first, n -> Draw.shuffled(7, 0, n, size));
            Arrays.setAll(second, n -> Draw.shuffled(7, 1, n, size));
            assertThat(Arrays.stream(first).sorted().toArray())
                    .containsExactly(IntStream.range(0, size).toArray());
            if (size > 10) {
                assertThat(second).isNotEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adding:steps=1",
                "adding:stesp=5",
                "adding:steps=many",
                "ading",
                "dyck:depth",
                "echo:,",
                "copy:delay=2000000000",
                ""
            })
    void whatIsNoTaskIsRefusedWithAHint(String text) {
        assertThatThrownBy(() -> TaskSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void aSpecReadsWhatItWrites() {
        for (var spec : TaskSpec.all()) {
            assertThat(TaskSpec.parse(spec.toString())).isEqualTo(spec);
            assertThat(TaskSpec.parse(spec.kind().label())).isEqualTo(spec);
        }
        assertThat(TaskSpec.parse("copy:length=5").toString()).isEqualTo("copy:delay=500,length=5,symbols=8");
    }

    private static List<Float> numbers(float... values) {
        var numbers = new ArrayList<Float>();
        for (float value : values) {
            numbers.add(value);
        }
        return numbers;
    }

    private static String written(Example example, String symbols) {
        var text = new StringBuilder();
        for (float symbol : example.inputs()) {
            text.append(symbols.charAt((int) symbol));
        }
        return text.toString();
    }

    /** The symbols that may follow each step. */
    private static List<String> legal(Example example, String symbols) {
        var legal = new ArrayList<String>();
        for (int t = 0; t < example.steps().length; t++) {
            var next = new StringBuilder();
            for (int k = 0; k < symbols.length(); k++) {
                if (example.answers()[t * symbols.length() + k] == 1) {
                    next.append(symbols.charAt(k));
                }
            }
            legal.add(next.toString());
        }
        return legal;
    }

    private static Set<Character> letters(String text) {
        var letters = new HashSet<Character>();
        for (char letter : text.toCharArray()) {
            letters.add(letter);
        }
        return letters;
    }
}
