package carousel.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.TextFile;
import carousel.data.labelled.Distinct;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.data.labelled.Sentence;
import carousel.data.labelled.SentencePair;
import carousel.data.labelled.Series;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known sets have as many examples, words, channels and labels as others count in them. */
class RealDataTest {
    private static TextFile file(String path) {
        return TextFile.read(DataFolder.file(path));
    }

    private static void assertSentences(Labelled<Sentence> read, int sentences, int words) {
        assertThat(read.examples()).hasSize(sentences);
        assertThat(read.examples().stream().mapToInt(Sentence::steps).sum()).isEqualTo(words);
        assertThat(read.examples()).allMatch(each -> each.tags().size() == each.steps());
    }

    private static long tags(Labelled<Sentence> read, String beginning) {
        return read.examples().stream()
                .flatMap(each -> each.tags().stream())
                .filter(tag -> tag.startsWith(beginning))
                .count();
    }

    @Test
    @NeedsData("ag_news_test_only")
    void agNews() {
        var news = Table.of("1", "2", "3").withoutHeader().read(file("ag_news_test_only/test.csv.gz"));
        assertThat(Labels.counts(news)).isEqualTo(Map.of("1", 1900, "2", 1900, "3", 1900, "4", 1900));
        assertThat(news.examples().getFirst().text()).startsWith("Fears for T N pension after talks Unions");
    }

    @ParameterizedTest
    @CsvSource({"train,4500,2536", "trial,500,282", "test_annotated,4927,2793"})
    @NeedsData("sick")
    void sick(String part, int examples, int neutral) {
        var file = file("sick/SICK_" + part + ".txt");
        var entailment =
                Table.of("entailment_judgment", "sentence_A", "sentence_B").read(file);
        assertThat(entailment.examples()).hasSize(examples);
        assertThat(Labels.counts(entailment)).hasSize(3).containsEntry("NEUTRAL", neutral);
        var scores = Labels.numbers(Table.of("relatedness_score", "2", "3").read(file));
        for (float score : scores) {
            assertThat(score).isBetween(1f, 5f);
        }
    }

    @Test
    @NeedsData("surnames")
    void surnames() {
        var names = ClassFolder.of("*.txt").read(DataFolder.file("surnames"));
        assertThat(names.examples()).hasSize(20050);
        assertThat(Labels.counts(names)).hasSize(18).containsEntry("Russian", 9384);
        assertThat(names.sha256()).isEqualTo("c89c2ba6b3883dbafb2db5a9445be441a83181727754a08fcaceec0ed142e363");
        var distinct = Distinct.examples(names);
        assertThat(distinct.examples().stream()
                        .map(each -> each.text() + "\t" + each.label())
                        .distinct()
                        .count())
                .isEqualTo(distinct.examples().size())
                .isLessThan(20050);
    }

    @Test
    @NeedsData("mr_polarity")
    void polarity() {
        var reviews = ClassFolder.of("rt-polarity.*")
                .withEncoding(StandardCharsets.ISO_8859_1)
                .read(DataFolder.file("mr_polarity"));
        assertThat(Labels.counts(reviews)).isEqualTo(Map.of("neg", 5331, "pos", 5331));
        assertThat(reviews.examples().stream().mapToInt(Document::steps).sum()).isEqualTo(112428 + 111613);
        assertThat(reviews.remarks()).containsExactly("not read: README.md");
    }

    @ParameterizedTest
    @CsvSource({
        "BasicMotions_TEST,40,6,100,4",
        "BasicMotions_TRAIN,40,6,100,4",
        "Coffee_TEST,28,1,286,2",
        "Coffee_TRAIN,28,1,286,2",
        "ECG200_TEST,100,1,96,2",
        "ECG200_TRAIN,100,1,96,2",
        "GunPoint_TEST,150,1,150,2",
        "GunPoint_TRAIN,50,1,150,2",
        "ItalyPowerDemand_TEST,1029,1,24,2",
        "ItalyPowerDemand_TRAIN,67,1,24,2",
        "OSULeaf_TEST,242,1,427,6",
        "OSULeaf_TRAIN,200,1,427,6",
    })
    @NeedsData("ucr_uea_tsc")
    void ucrAndUea(String name, int series, int channels, int steps, int classes) {
        var read = SktimeFile.read(file("ucr_uea_tsc/" + name + ".ts.gz"));
        assertThat(read.examples()).hasSize(series);
        assertThat(read.examples()).allMatch(each -> each.channels() == channels && each.steps() == steps);
        assertThat(Labels.counts(read)).hasSize(classes);
        assertThat(read.remarks()).isEmpty();
    }

    @Test
    @NeedsData("ucr_uea_tsc")
    void firstAndLastNumberOfASeries() {
        var first = SktimeFile.read(file("ucr_uea_tsc/Coffee_TRAIN.ts.gz"))
                .examples()
                .getFirst();
        assertThat(first.values()[0]).isEqualTo(-0.51841899f);
        var motion = SktimeFile.read(file("ucr_uea_tsc/BasicMotions_TRAIN.ts.gz"))
                .examples()
                .getFirst();
        assertThat(motion.values()[0]).isEqualTo(0.079106f);
        assertThat(motion.values()[12]).isEqualTo(-0.903497f);
    }

    @ParameterizedTest
    @CsvSource({
        "wnut17train.conll,3394,62730,1975,660",
        "emerging.dev.conll,1009,15733,836,470",
        "emerging.test.annotated,1287,23394,1079,429"
    })
    @NeedsData("wnut17_ner")
    void wnut17(String name, int sentences, int words, int entities, int persons) {
        var read = new ConllColumns(1, 2).read(file("wnut17_ner/" + name));
        assertSentences(read, sentences, words);
        assertThat(tags(read, "B-")).isEqualTo(entities);
        assertThat(tags(read, "B-person")).isEqualTo(persons);
    }

    @ParameterizedTest
    @CsvSource({"train,12544,204577", "dev,2001,25147", "test,2077,25094"})
    @NeedsData("ud_english_ewt")
    void englishWebTreebank(String part, int sentences, int words) {
        var read = new Conllu(Conllu.Column.UPOS).read(file("ud_english_ewt/en_ewt-ud-" + part + ".conllu.gz"));
        assertSentences(read, sentences, words);
        assertThat(read.examples().stream()
                        .flatMap(each -> each.tags().stream())
                        .distinct())
                .hasSize(17);
    }

    @ParameterizedTest
    @CsvSource({
        "train,13084,117700,PlayMusic,1914",
        "valid,700,6384,AddToPlaylist,100",
        "test,700,6354,AddToPlaylist,124"
    })
    @NeedsData("snips_slu")
    void snips(String part, int sentences, int words, String intent, int examples) {
        var read = SlotFiles.utf8().read(DataFolder.file("snips_slu/" + part + ".seq.in"));
        assertSentences(read, sentences, words);
        assertThat(Labels.counts(read)).hasSize(7).containsEntry(intent, examples);
        assertThat(tags(read, "B-")).isGreaterThan(sentences);
    }

    @Test
    @NeedsData("ucr_uea_tsc")
    void seriesKnowTheirLines() {
        var series = SktimeFile.read(file("ucr_uea_tsc/GunPoint_TRAIN.ts.gz")).examples();
        assertThat(series.stream().mapToInt(Series::line).distinct().count()).isEqualTo(50);
    }

    @Test
    @NeedsData("scan")
    void scan() {
        var form = new ParallelText("OUT:", "IN:");
        assertPairs(form, "scan/tasks_train_simple.txt.gz", 16_728, "jump opposite right twice and turn opposite");
        assertPairs(form, "scan/tasks_test_length.txt.gz", 3920, "run around left twice and run around right");
    }

    @Test
    @NeedsData("date_addition_toy")
    void datesAndSums() {
        var form = new ParallelText("_", "");
        var dates = assertPairs(form, "date_addition_toy/date.txt.gz", 50_000, "september 27, 1994");
        assertThat(dates.examples().getFirst().target()).isEqualTo("1994-09-27");
        assertThat(Distinct.examples(dates).examples()).hasSize(41_578);
        var sums = assertPairs(form, "date_addition_toy/addition.txt.gz", 50_000, "16+75");
        assertThat(sums.examples()).allMatch(RealDataTest::adds);
    }

    private static boolean adds(SentencePair sum) {
        var parts = sum.source().split("\\+");
        return Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) == Integer.parseInt(sum.target());
    }

    @Test
    @NeedsData("cmudict")
    void pronunciations() {
        var words = assertPairs(ParallelText.tabs(), "cmudict/g2p.test.tsv.gz", 6689, "aancor");
        assertThat(words.examples()).allMatch(word -> word.target().matches("[A-Z]+[012]?( [A-Z]+[012]?)*"));
    }

    private static Labelled<SentencePair> assertPairs(ParallelText form, String path, int pairs, String first) {
        var read = form.read(file(path));
        assertThat(read.examples()).hasSize(pairs);
        assertThat(read.examples().getFirst().source()).startsWith(first);
        return read;
    }
}
