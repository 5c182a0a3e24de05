package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    enum Kind {
        LSTM,
        TWO_WORDS
    }

    record Net(
            @Setting(value = "units of a layer", preset = "128")
            int hidden,

            @Setting(value = "share of units left out", preset = "0")
            float dropout,

            @Setting(value = "the cell", preset = "lstm") Kind cell) {
        Net {
            if (hidden < 1) {
                throw new IllegalArgumentException("hidden: " + hidden + "; expected 1 or more");
            }
        }
    }

    record Run(
            @Setting("text to learn from") Path train,
            Net net,

            @Setting(value = "stop after so many minutes", preset = "0")
            double maxMinutes,

            @Setting(value = "for all random numbers", preset = "1")
            long seed,

            @Setting("overwrite") boolean force,
            @Setting("a note") String note,
            @Setting("symbols to choose from") int topK) {}

    record Twice(Net first, Net second) {}

    record Bare(int hidden) {}

    record Odd(@Setting("x") List<String> odd) {}

    record WrongPreset(@Setting(value = "x", preset = "abc") int number) {}

    record Failing(@Setting(value = "x", preset = "1") int number) {
        Failing {
            throw new UnsupportedOperationException("a bug");
        }
    }

    private static Map<String, String> values(String... pairs) {
        var values = new LinkedHashMap<>(Map.of("top-k", "5"));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return values;
    }

    private static void assertRefused(String message, String... pairs) {
        assertThatThrownBy(() -> Settings.read(Run.class, values(pairs)))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }

    @Test
    void entriesFollowTheComponents() {
        var entries = Settings.of(Run.class);
        assertThat(entries)
                .extracting(Settings.Entry::key)
                .containsExactly("train", "hidden", "dropout", "cell", "max-minutes", "seed", "force", "note", "top-k");
        assertThat(entries.get(1)).isEqualTo(new Settings.Entry("hidden", int.class, "units of a layer", "128"));
        assertThat(entries.get(3).choices()).containsExactly("lstm", "two-words");
        assertThat(entries)
                .filteredOn(Settings.Entry::flag)
                .extracting(Settings.Entry::key)
                .containsExactly("force");
        assertThat(entries)
                .filteredOn(Settings.Entry::required)
                .extracting(Settings.Entry::key)
                .containsExactly("top-k");
    }

    @Test
    void whatIsMissingHasItsPreset() {
        assertThat(Settings.read(Run.class, values()))
                .isEqualTo(new Run(Path.of(""), new Net(128, 0, Kind.LSTM), 0, 1, false, "", 5));
    }

    @Test
    void whatIsGivenIsTaken() {
        var given = values(
                "hidden",
                "+7",
                "dropout",
                ".5",
                "cell",
                "two-words",
                "max-minutes",
                "1e-3",
                "seed",
                "-9000000000",
                "force",
                "true",
                "note",
                " a b ",
                "train",
                "x/y.txt");
        assertThat(Settings.read(Run.class, given))
                .isEqualTo(new Run(
                        Path.of("x/y.txt"),
                        new Net(7, 0.5f, Kind.TWO_WORDS),
                        0.001,
                        -9_000_000_000L,
                        true,
                        " a b ",
                        5));
    }

    @Test
    void unknownKeysNameTheNearest() {
        assertRefused("unknown option 'hiden'; did you mean 'hidden'?", "hiden", "5");
        assertRefused("unknown option 'maxMinutes'; did you mean 'max-minutes'?", "maxMinutes", "5");
        assertRefused("unknown option 'sede'; did you mean 'seed'?", "sede", "5");
        assertThat(Settings.unknown("x", List.of())).hasMessage("unknown option 'x'; no options are known here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hidden      | abc   | hidden: expected a whole number, got 'abc'",
                "hidden      | 1.0   | hidden: expected a whole number, got '1.0'",
                "hidden      | ''    | hidden: expected a whole number, got ''",
                "hidden      | 3000000000 | hidden: 3000000000 is too large for this option",
                "hidden      | 0     | hidden: 0; expected 1 or more",
                "dropout     | NaN   | dropout: expected a number, got 'NaN'",
                "dropout     | 1f    | dropout: expected a number, got '1f'",
                "dropout     | 1e99  | dropout: 1e99 is too large for this option",
                "max-minutes | 0x1p3 | max-minutes: expected a number, got '0x1p3'",
                "force       | yes   | force: expected true or false, got 'yes'",
                "cell        | LSTM  | cell: expected one of lstm, two-words, got 'LSTM'",
            })
    void wrongValuesAreNamed(String key, String value, String message) {
        assertRefused(message, key, value);
    }

    @Test
    void missingValuesAndImpossiblePathsAreNamed() {
        assertThatThrownBy(() -> Settings.read(Run.class, Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessage("top-k: missing; expected a whole number");
        assertThatThrownBy(() -> Settings.read(Run.class, values("train", "a\u0000b")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("train: not a path");
    }

    @Test
    void recordsThatBreakTheRulesAreProgrammingErrors() {
        assertThatThrownBy(() -> Settings.of(Twice.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hidden");
        assertThatThrownBy(() -> Settings.of(Bare.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Bare.hidden has no @Setting");
        assertThatThrownBy(() -> Settings.of(Odd.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Settings.of(WrongPreset.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Settings.read(Failing.class, Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void mapAndJsonGiveTheSameRecordBack() {
        for (long seed = 0; seed < 2000; seed++) {
            var run = random(new Random(seed));
            var map = Settings.toMap(run);
            assertThat(Settings.read(Run.class, map)).as("seed %d", seed).isEqualTo(run);
            assertThat(Settings.ofJson(Settings.toJson(map)).entrySet())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(map.entrySet());
        }
    }

    private static Run random(Random random) {
        float dropout;
        double minutes;
        do {
            dropout = Float.intBitsToFloat(random.nextInt());
            minutes = random.nextBoolean() ? random.nextInt(9) / 4.0 : Double.longBitsToDouble(random.nextLong());
        } while (!Float.isFinite(dropout) || !Double.isFinite(minutes));
        var notes = List.of("", "true", "12", "1e5", "007", "-", "\"é\n\\", "1".repeat(50), "null", "{}");
        return new Run(
                Path.of("a" + random.nextInt()),
                new Net(1 + random.nextInt(1 << 30), dropout, Kind.values()[random.nextInt(2)]),
                minutes,
                random.nextLong(),
                random.nextBoolean(),
                notes.get(random.nextInt(notes.size())),
                random.nextInt());
    }

    @Test
    void numbersLookAsAPersonWouldWriteThem() {
        var run = new Run(Path.of("t"), new Net(1, 1e-4f, Kind.TWO_WORDS), 5, 1, true, "", 0);
        assertThat(Settings.toMap(run).toString())
                .isEqualTo("{train=t, hidden=1, dropout=0.0001, cell=two-words, max-minutes=5, seed=1, force=true,"
                        + " note=, top-k=0}");
        assertThat(Settings.toJson(Settings.toMap(run)))
                .isEqualTo("{\"train\":\"t\",\"hidden\":1,\"dropout\":0.0001,\"cell\":\"two-words\",\"max-minutes\":5,"
                        + "\"seed\":1,\"force\":true,\"note\":\"\",\"top-k\":0}");
    }

    @Test
    void recipesKeepNumbersAsTheyAreWritten() {
        assertThat(Settings.ofJson(
                        " {\"a\": 1.50, \"b\": true, \"c\": \"x\", \"d\": 1E-3, \"e\":12345678901234567890}\n"))
                .containsExactly(
                        Map.entry("a", "1.50"),
                        Map.entry("b", "true"),
                        Map.entry("c", "x"),
                        Map.entry("d", "1E-3"),
                        Map.entry("e", "12345678901234567890"));
        assertThat(Settings.ofJson("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "{",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":null}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1} x",
                "{\"a\":1} {}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\""
            })
    void anythingButAFlatObjectIsRefused(String json) {
        assertThatThrownBy(() -> Settings.ofJson(json))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("expected one flat JSON object")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
}
