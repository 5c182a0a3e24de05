package carousel.data.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.task.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedPairsTest {
    private static final List<Part> PARTS = List.of(Part.TRAIN, Part.VALID, Part.TEST);

    private static List<String> sources(Labelled<SentencePair> pairs) {
        return pairs.examples().stream().map(SentencePair::source).toList();
    }

    private static List<SentencePair> some(GeneratedPairs pairs, Part part) {
        return pairs.pairs(part, 1, 500).examples();
    }

    private static String cut(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @ParameterizedTest
    @EnumSource
    void noSourceStandsTwiceAndPartsShareNoneWhateverTheSeed(GeneratedPairs pairs) {
        var train = sources(pairs.pairs(Part.TRAIN, 5, 3000));
        var others = new ArrayList<>(train);
        others.addAll(sources(pairs.pairs(Part.VALID, 5)));
        others.addAll(sources(pairs.pairs(Part.TEST, 5)));
        assertThat(new HashSet<>(others)).hasSize(5000);
        assertThat(sources(pairs.pairs(Part.TRAIN, 6, 3000)))
                .isNotEqualTo(train)
                .doesNotContainAnyElementsOf(others.subList(3000, 5000));
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsLearnedFromDependsOnTheSeed(GeneratedPairs pairs) {
        var train = pairs.pairs(Part.TRAIN, 1, 200);
        assertThat(pairs.pairs(Part.TRAIN, 1, 200)).isEqualTo(train);
        assertThat(pairs.pairs(Part.TRAIN, 2, 200).sha256()).isNotEqualTo(train.sha256());
        assertThat(pairs.pairs(Part.TEST, 2, 200)).isEqualTo(pairs.pairs(Part.TEST, 1, 200));
        assertThat(pairs.pairs(Part.TRAIN, 1, 300).examples())
                .startsWith(train.examples().toArray(SentencePair[]::new));
        assertThat(train.examples().getLast().line()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void thereAreAsManyAsAskedFor(GeneratedPairs pairs) {
        assertThat(pairs.pairs(Part.TRAIN, 1).examples()).hasSize(pairs == GeneratedPairs.SORT ? 100_000 : 20_000);
        for (int wrong : new int[] {0, 100_001}) {
            assertThatThrownBy(() -> pairs.pairs(Part.TEST, 1, wrong)).hasMessageContaining("expected from 1 to");
        }
        if (pairs.hasLonger()) {
            int longest = Arrays.stream(Part.values())
                    .filter(part -> part != Part.LONGER)
                    .flatMap(part -> some(pairs, part).stream())
                    .mapToInt(SentencePair::steps)
                    .max()
                    .orElseThrow();
            assertThat(some(pairs, Part.LONGER)).allMatch(pair -> pair.steps() > longest);
        } else {
            assertThatThrownBy(() -> pairs.pairs(Part.LONGER, 1)).hasMessageContaining("of part LONGER");
        }
    }

    @Test
    void aRuleThatHasNoMoreSaysSo() {
        var few = new Different<>("few", draw -> draw.below(20), String::valueOf);
        assertThatThrownBy(() -> few.of(Part.TRAIN, 1, 20)).hasMessageContaining("few: of part TRAIN no more than 1");
        assertThat(few.of(Part.TRAIN, 1, 8)).doesNotHaveDuplicates();
    }

    @Test
    void pairsAreCalledByName() {
        for (var pairs : GeneratedPairs.values()) {
            assertThat(GeneratedPairs.of(pairs.label())).isEqualTo(pairs);
            assertThat(GeneratedPairs.named(pairs.label())).isTrue();
        }
        assertThat(GeneratedPairs.named("reverse")).isFalse();
        assertThatThrownBy(() -> GeneratedPairs.of("generated:revers"))
                .hasMessageContaining("generated:sort, ")
                .hasMessageEndingWith("did you mean 'generated:reverse'?");
    }

    @Test
    void listsAreCopiedTurnedRoundAndSorted() {
        for (var part : List.of(Part.TRAIN, Part.LONGER)) {
            for (var pair : some(GeneratedPairs.COPY, part)) {
                assertThat(pair.source()).matches("[a-z]( [a-z])+").isEqualTo(pair.target());
            }
            for (var pair : some(GeneratedPairs.REVERSE, part)) {
                assertThat(new StringBuilder(pair.source()).reverse().toString())
                        .isEqualTo(pair.target());
            }
            for (var pair : some(GeneratedPairs.SORT, part)) {
                var numbers = Arrays.stream(pair.source().split(" "))
                        .map(Integer::valueOf)
                        .sorted()
                        .map(String::valueOf)
                        .toList();
                assertThat(String.join(" ", numbers)).isEqualTo(pair.target());
                int count = pair.steps();
                assertThat(part == Part.LONGER ? count == 15 : count >= 5 && count <= 10)
                        .as(pair.source())
                        .isTrue();
            }
        }
    }

    /** Reads as a person does: the sentences that say something happened, and not those beside them. */
    @Test
    void summariesAreWhatThreeSentencesTell() {
        for (var part : PARTS) {
            for (var pair : some(GeneratedPairs.SUMMARY, part)) {
                var found = new String[5];
                var sentences = pair.source().split(" \\.");
                for (var sentence : sentences) {
                    var text = sentence.strip();
                    var happened =
                            text.replaceFirst("^(it was|we heard that) ", "").replaceFirst(" who ", " ");
                    if (happened.matches("(?!nobody)[a-z]+ (?!wanted|costs)[a-z]+ a [a-z]+")) {
                        found[0] = happened.split(" ")[0];
                        found[1] = happened.split(" ")[1];
                        found[2] = happened.split(" ")[3];
                    } else if (text.matches("a [a-z]+ is what .*")) {
                        found[0] = text.split(" ")[4];
                        found[1] = text.split(" ")[5];
                        found[2] = text.split(" ")[1];
                    }
                    var town = cut(text, "^(?:this happened in|the place was|all of it took place in) (\\S+)$");
                    found[3] = town.isEmpty() ? found[3] : town;
                    var day = cut(text, "^(?:the day was|that was on|it all happened on) (\\S+)$");
                    found[4] = day.isEmpty() ? found[4] : day;
                }
                assertThat(sentences.length).isBetween(5, 8);
                assertThat("%s %s a %s in %s on %s".formatted((Object[]) found))
                        .as(pair.source())
                        .isEqualTo(pair.target());
            }
        }
    }

    @Test
    void repliesSayWhatIsKnownAndAskForTheRest() {
        int asked = 0;
        for (var pair : some(GeneratedPairs.DIALOGUE, Part.TEST)) {
            var reply = pair.target();
            var number = cut(pair.source(), "((?:\\d ){3}\\d)");
            var day = cut(pair.source(), "(\\w+day)");
            var product = cut(pair.source(), "(?:the|my) (?!order)([a-z]+) (?:is|has|came|was|never)");
            for (var known : List.of(number, day, product)) {
                assertThat(reply).as(pair.source()).contains(known);
            }
            var question = product.isEmpty()
                    ? "what is wrong ?"
                    : number.isEmpty()
                            ? "what is the number of the order ?"
                            : day.isEmpty() ? "on which day was it ?" : ".";
            assertThat(reply).as(pair.source()).endsWith(question);
            asked += reply.endsWith("?") ? 1 : 0;
        }
        assertThat(asked).isBetween(200, 450);
    }

    @ParameterizedTest
    @CsvSource({
        "walk, walked, walks, walking",
        "stop, stopped, stops, stopping",
        "plan, planned, plans, planning",
        "cook, cooked, cooks, cooking",
        "rest, rested, rests, resting",
        "bake, baked, bakes, baking",
        "carry, carried, carries, carrying",
        "fix, fixed, fixes, fixing",
        "pass, passed, passes, passing",
        "wish, wished, wishes, wishing",
        "match, matched, matches, matching",
        "overlap, overlapped, overlaps, overlapping",
        "play, played, plays, playing"
    })
    void verbsAreSpelledAsInEnglish(String verb, String past, String third, String ing) {
        assertThat(Inflection.inflected(verb, "past")).isEqualTo(past);
        assertThat(Inflection.inflected(verb, "third")).isEqualTo(third);
        assertThat(Inflection.inflected(verb, "ing")).isEqualTo(ing);
    }

    @Test
    void everyRuleOfSpellingComesUp() {
        var pairs = some(GeneratedPairs.INFLECTION, Part.TEST);
        for (var rule : List.of("past>.*([bdgmnprt])\\1ed", "past>.*ied", "third>.*ies", "third>.*[sxzh]es")) {
            assertThat(pairs)
                    .filteredOn(pair -> (pair.source() + ">" + pair.target()).matches("\\w+ " + rule))
                    .as(rule)
                    .hasSizeGreaterThan(8);
        }
        assertThat(pairs).allMatch(pair -> pair.target().matches("[a-z]+"));
    }
}
