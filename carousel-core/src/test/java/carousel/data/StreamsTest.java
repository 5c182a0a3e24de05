package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.text.Case;
import carousel.text.DataException;
import carousel.text.Tokenizer;
import carousel.text.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamsTest {
    @Test
    void exampleOfTheDocumentation() {
        var streams = Streams.of(new int[] {'h', 'e', 'l', 'l', 'o'}, 1, 3);
        assertThat(streams.windows()).isEqualTo(2);
        assertThat(streams.window(0))
                .isEqualTo(new Streams.Window(
                        Ids.pack(new int[] {'h', 'e', 'l'}), new int[] {'e', 'l', 'l'}, new int[] {'h'}, 0));
        assertThat(streams.window(1))
                .isEqualTo(new Streams.Window(Ids.pack(new int[] {'l'}), new int[] {'o'}, new int[] {}, 3));
    }

    @Test
    void rowsAreContiguousAndTimeMajor() {
        var window = Streams.of(IntStream.range(0, 11).toArray(), 2, 2).window(1);
        assertThat(window.inputs().values()).containsExactly(2, 7, 3, 8);
        assertThat(window.targets()).containsExactly(3, 8, 4, 9);
        assertThat(window.first()).isEmpty();
        assertThat(window.tokens()).isEqualTo(4);
    }

    @Test
    void everyTokenOfEveryRowIsReadAndPredictedOnce() {
        for (long seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            int batch = 1 + random.nextInt(5);
            int steps = 1 + random.nextInt(9);
            int count = batch * (steps + 1) + random.nextInt(100);
            var tokens = random.ints(count, 0, 50).toArray();
            check("seed " + seed, tokens, Streams.of(tokens, batch, steps));
            check("whole, seed " + seed, tokens, Streams.whole(tokens, steps + random.nextInt(200)));
        }
    }

    private static void check(String name, int[] tokens, Streams streams) {
        var predicted = rows(streams.batch());
        var read = rows(streams.batch());
        int sum = 0;
        for (int w = 0; w < streams.windows(); w++) {
            var window = streams.window(w);
            sum += window.tokens();
            assertThat(window.inputs().lengths().steps()).as(name).isLessThanOrEqualTo(streams.steps());
            append(predicted, window.first());
            append(predicted, window.targets());
            append(read, window.inputs().values());
        }
        int length = tokens.length / streams.batch();
        for (int b = 0; b < streams.batch(); b++) {
            var row = IntStream.of(tokens)
                    .skip((long) b * length)
                    .limit(length)
                    .boxed()
                    .toList();
            assertThat(predicted.get(b)).as(name).isEqualTo(row);
            assertThat(read.get(b)).as(name).isEqualTo(row.subList(0, length - 1));
        }
        assertThat(sum).as(name).isEqualTo(streams.tokens()).isEqualTo(length * streams.batch());
    }

    private static List<List<Integer>> rows(int batch) {
        return IntStream.range(0, batch)
                .<List<Integer>>mapToObj(b -> new ArrayList<>())
                .toList();
    }

    private static void append(List<List<Integer>> rows, int[] timeMajor) {
        for (int i = 0; i < timeMajor.length; i++) {
            rows.get(i % rows.size()).add(timeMajor[i]);
        }
    }

    @Test
    void overlappingWindowsReachBackAndPredictEveryTokenOnce() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int batch = 1 + random.nextInt(3);
            int advance = 1 + random.nextInt(4);
            int steps = advance * (1 + random.nextInt(4));
            var tokens =
                    random.ints(batch * (steps + 1) + random.nextInt(50), 0, 9).toArray();
            var streams = Streams.of(tokens, batch, steps).advancing(advance);
            var predicted = rows(batch);
            for (int w = 0; w < streams.windows(); w++) {
                var window = streams.window(w);
                append(predicted, window.first());
                append(predicted, window.targets());
                int end = window.from() + window.inputs().lengths().steps();
                assertThat(window.from()).isEqualTo(Math.max(0, (w + 1) * advance - steps));
                assertThat(end).isEqualTo(Math.min((w + 1) * advance, streams.length() - 1));
            }
            for (int b = 0; b < batch; b++) {
                int row = b;
                assertThat(predicted.get(b))
                        .isEqualTo(IntStream.range(0, streams.length())
                                .mapToObj(t -> tokens[row * streams.length() + t])
                                .toList());
            }
        }
        assertThat(Streams.of(new int[23], 2, 4).advancing(4).window(1))
                .isEqualTo(Streams.of(new int[23], 2, 4).window(1));
        assertThatThrownBy(() -> Streams.of(new int[23], 2, 4).advancing(3)).hasMessageContaining("divide");
    }

    @Test
    void allWindowsButTheLastAreFull() {
        var streams = Streams.of(new int[23], 2, 4);
        assertThat(streams.length()).isEqualTo(11);
        assertThat(IntStream.range(0, streams.windows())
                        .map(w -> streams.window(w).inputs().lengths().steps()))
                .containsExactly(4, 4, 2);
        assertThatThrownBy(() -> streams.window(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> streams.window(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void evaluationLeavesNothingOutHoweverShort() {
        var one = Streams.whole(new int[] {7}, 64);
        assertThat(one.windows()).isEqualTo(1);
        assertThat(one.window(0).first()).containsExactly(7);
        assertThat(one.window(0).targets()).isEmpty();
        assertThat(one.window(0).inputs().lengths()).isEqualTo(Lengths.uniform(1, 0));
        assertThat(Streams.whole(new int[] {7, 8}, 64).window(0).targets()).containsExactly(8);
    }

    @Test
    void tooFewTokensAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> Streams.of(new int[37], 32, 64))
                .isInstanceOf(DataException.class)
                .hasMessage("37 tokens, but --batch 32 times --bptt 64 needs at least 2080; lower --batch or --bptt");
        assertThat(Streams.of(new int[2080], 32, 64).windows()).isEqualTo(1);
        assertThatThrownBy(() -> Streams.of(new int[2079], 32, 64)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Streams.of(new int[9], Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Streams.whole(new int[0], 5)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Streams.of(new int[9], 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Streams.whole(new int[9], 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @NeedsData("tinyshakespeare/input.txt")
    void tinyShakespeareGivesItsWindows() {
        var file = TextFile.read(DataFolder.file("tinyshakespeare/input.txt"));
        assertThat(file.sha256()).isEqualTo("86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed");
        assertThat(file.name()).isEqualTo("input.txt");
        var tokenizer = Tokenizer.characters(file.text(), Case.KEEP);
        var streams = Streams.of(file.ids(tokenizer, Unknown.REFUSE), 32, 64);
        assertThat(streams.length()).isEqualTo(34_856);
        assertThat(streams.windows()).isEqualTo(545);
        int[] opening = Arrays.copyOf(streams.window(0).inputs().sequence(0), 5);
        assertThat(tokenizer.text(opening)).isEqualTo("First");
    }
}
