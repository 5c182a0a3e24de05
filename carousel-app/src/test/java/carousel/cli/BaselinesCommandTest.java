package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesCommandTest {
    private static final String HINT = "--resume --baselines";

    @TempDir
    static Path folder;

    private Carousel carousel;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
    }

    private Carousel.Run train(String task, String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", task, "--out", "m", "--hidden", "4", "--steps", "4", "--json"));
        return carousel.run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** Texts that their words give away, and a number. */
    private void texts() throws IOException {
        var lines = new StringBuilder("text\tlabel\tnumber\n");
        for (int i = 0; i < 60; i++) {
            lines.append(i % 3 == 0 ? "good film " : "bad film ").append("abcde".charAt(i % 5));
            lines.append(i % 3 == 0 ? "\tpos\t" : "\tneg\t")
                    .append(i % 3 == 0 ? 4 : 1)
                    .append('\n');
        }
        Files.writeString(carousel.path("t.tsv"), lines);
    }

    @Test
    void aFinishedClassifierIsComparedOnceAndTheFileStaysBesideIt() throws Exception {
        texts();
        String[] data = {"--train", "t.tsv", "--test-fraction", "0.3"};
        var without = train("classify", data).succeeded();
        assertThat(without.errors()).contains(HINT);
        assertThat(without.json().has("baseline_verdict")).isFalse();
        assertThat(carousel.files()).doesNotContain("m.baselines.json");
        var model = carousel.sha256("m");

        var run = train("classify", Toys.with(data, "--resume", "--baselines")).succeeded();
        assertThat(run.errors()).contains("finished already", "simpler models").doesNotContain(HINT);
        assertThat(run.output()).contains("the network is ahead by", "majority", "bag of words", "order ");
        var json = run.json();
        assertThat(json.path("baseline_bag_of_words_accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("baseline_word_pairs_accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("baseline_bag_of_embeddings_accuracy").asDouble()).isBetween(0.9, 1.0);
        assertThat(json.path("baseline_majority_accuracy").asDouble()).isBetween(0.6, 0.72);
        assertThat(json.path("baseline_network_accuracy"))
                .isEqualTo(without.json().path("accuracy"));
        assertThat(json.path("shuffled_accuracy").isNumber()).isTrue();
        assertThat(json.path("baseline_bag_of_words_lead_low").asDouble())
                .isLessThanOrEqualTo(json.path("baseline_bag_of_words_lead").asDouble());
        assertThat(carousel.sha256("m")).isEqualTo(model);

        var again =
                train("classify", Toys.with(data, "--resume", "--baselines")).succeeded();
        assertThat(again.errors()).doesNotContain("simpler models");
        assertThat(again.json()).isEqualTo(json);

        train("classify", data).failedWith(2, "--force");
        train("classify", Toys.with(data, "--force")).succeeded();
        assertThat(carousel.files()).doesNotContain("m.baselines.json");
    }

    @Test
    void theFileIsInTheWayAsTheCurveIs() throws Exception {
        texts();
        Files.writeString(carousel.path("m.baselines.json"), "mine");
        train("classify", "--train", "t.tsv", "--baselines").failedWith(2, "m.baselines.json", "--force");
        assertThat(carousel.path("m.baselines.json")).hasContent("mine");
    }

    @Test
    void ofSeveralRunsTheFirst() throws Exception {
        texts();
        Files.writeString(carousel.path("r.json"), "{\"baselines\": true, \"units\": \"char\"}");
        var json = train("classify", "--train", "t.tsv", "--seeds", "1,2", "--recipe", "r.json")
                .succeeded()
                .json();
        assertThat(json.path("baseline_bag_of_characters_accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("runs").asInt()).isEqualTo(2);
        assertThat(carousel.files()).contains("m-seed1.baselines.json").doesNotContain("m-seed2.baselines.json");
    }

    @Test
    void numbersAreComparedWithRidgeRegression() throws Exception {
        texts();
        var json = train("regress", "--train", "t.tsv", "--label-column", "number", "--baselines")
                .succeeded()
                .json();
        assertThat(json.path("baseline_bag_of_words_mse").asDouble())
                .isLessThan(json.path("baseline_mean_mse").asDouble());
        assertThat(json.path("baseline_network_mse").asDouble())
                .isCloseTo(json.path("valid_mse").asDouble(), org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void seriesAreComparedWithTheirNearestNeighbour() throws Exception {
        var lines = new StringBuilder("@problemName x\n@univariate true\n@classLabel true a b\n@data\n");
        for (int i = 0; i < 40; i++) {
            lines.append(i % 2 == 0 ? "1,5,1,0." : "0,0,4,4.").append(i % 7).append(i % 2 == 0 ? ":a\n" : ":b\n");
        }
        Files.writeString(carousel.path("s.ts"), lines);
        var json = train("classify", "--train", "s.ts", "--test", "s.ts", "--baselines")
                .succeeded()
                .json();
        assertThat(json.path("baseline_nearest_neighbour_euclid_accuracy").asDouble())
                .isEqualTo(1);
        assertThat(json.path("baseline_nearest_neighbour_dtw_accuracy").asDouble())
                .isEqualTo(1);
    }

    @Test
    void tagsAreComparedByTheScoreThatSuitsThem() throws Exception {
        var spans = "Anna B-PER\nSmith I-PER\nsleeps O\n\nshe O\nsaw O\nParis B-LOC\n\n".repeat(20);
        Files.writeString(carousel.path("names.conll"), spans);
        var json = train("tag", "--train", "names.conll", "--baselines")
                .succeeded()
                .json();
        assertThat(json.path("baseline_hmm_f1").asDouble()).isEqualTo(1);
        assertThat(json.path("baseline_network_f1")).isEqualTo(json.path("valid_f1"));
        Files.writeString(carousel.path("words.conll"), spans.replaceAll(" [BI]-", " "));
        var words = train("tag", "--train", "words.conll", "--baselines", "--force")
                .succeeded()
                .json();
        assertThat(words.path("baseline_most_frequent_tag_accuracy").asDouble()).isEqualTo(1);
        assertThat(words.path("baseline_network_accuracy")).isEqualTo(words.path("valid_accuracy"));
    }

    @Test
    void whatIsSaidOfWholeSentencesIsComparedToo() throws Exception {
        new Toys(folder).slots("", 60);
        var run = train("tag", "--train", "seq.in", "--baselines").succeeded();
        var json = run.json();
        assertThat(run.output()).contains("intent accuracy", "f1");
        assertThat(json.path("baseline_network_intent_accuracy")).isEqualTo(json.path("valid_intent_accuracy"));
        assertThat(json.path("baseline_bag_of_words_intent_accuracy").asDouble())
                .isGreaterThan(json.path("baseline_majority_intent_accuracy").asDouble());
        assertThat(json.path("baseline_intent_verdict").asString()).isNotEmpty();
        assertThat(json.path("baseline_network_f1")).isEqualTo(json.path("valid_f1"));
        assertThat(json.has("baseline_hmm_f1")).isTrue();
        assertThat(train("tag", "--train", "seq.in", "--resume", "--baselines")
                        .succeeded()
                        .json()
                        .path("baseline_intent_seconds"))
                .isEqualTo(json.path("baseline_intent_seconds"));
    }

    @Test
    void languageModelsAreComparedWithNGrams() throws Exception {
        Files.writeString(carousel.path("x.txt"), "the old man and the sea\nthe young man and the lake\n".repeat(40));
        var run = train("lm", "--train", "x.txt", "--batch", "4", "--bptt", "8", "--baselines")
                .succeeded();
        assertThat(run.output()).contains("Kneser-Ney 7-grams", "window MLP", " is better: bits per char lower by ");
        assertThat(run.json().path("baseline_kneser_ney_7_bits_per_char").asDouble())
                .isBetween(0.0, 1.0);
        var words = train("lm", "--train", "x.txt", "--level", "word", "--batch", "4", "--baselines", "--force")
                .succeeded()
                .json();
        assertThat(words.path("baseline_kneser_ney_3_perplexity").asDouble()).isBetween(1.0, 3.0);
        assertThat(words.path("baseline_kneser_ney_5_lead_high").asDouble()).isNegative();
        assertThat(train("lm", "--train", "x.txt", "--level", "word", "--batch", "4", "--resume")
                        .succeeded()
                        .errors())
                .contains(HINT);
    }
}
