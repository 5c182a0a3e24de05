package carousel.cli.translate;

import carousel.cli.label.answer.LabelledEvaluation;
import carousel.cli.shell.Input;
import carousel.cli.translate.pairs.PairForm;
import carousel.cli.translate.picture.LengthPicture;
import carousel.model.TranslatorFile;
import carousel.model.translate.Translator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** How good translators are on files that are read as their training data was. Safe for many threads. */
public final class TranslatorEvaluation {
    private TranslatorEvaluation() {}

    /** Of a model, by the length of sources and beside another model if that is asked for. */
    public static LabelledEvaluation of(TranslatorFile file, Path path, String data, Testing testing, Input input) {
        var form = PairForm.of(file.provenance(), input).beside(testing.references());
        var pairs = form.read(testing.files(data)).examples();
        var wording = file.translator().wordings().source();
        var scored = new LinkedHashMap<String, SequencedMap<String, Object>>();
        var lengths = new LinkedHashMap<String, ByLength>();
        var models = testing.models(file, path);
        testing.decoding()
                .beaming()
                .check(models.values().stream().map(TranslatorFile::translator).toArray(Translator[]::new));
        models.forEach((name, model) -> {
            var translator = model.translator();
            long start = System.nanoTime();
            var written = Written.of(translator, pairs, form.references(), testing.decoding());
            var figures = TranslationScores.of(translator, pairs, form.references(), written);
            figures.put("seconds", (System.nanoTime() - start) / 1e9);
            if (testing.byLength() > 0) {
                var sources = written.sources().stream().map(wording::ids).toList();
                lengths.put(
                        name, ByLength.of(written, sources, testing.byLength(), TranslationScores.bleu(translator)));
                figures.put("by_length", lengths.get(name).json());
            }
            scored.put(name, figures);
        });
        return evaluation(scored, lengths);
    }

    /** The first model's figures, with another's among them. */
    private static LabelledEvaluation evaluation(
            SequencedMap<String, SequencedMap<String, Object>> scored, SequencedMap<String, ByLength> lengths) {
        var tables = new ArrayList<String>();
        lengths.forEach((name, groups) -> tables.add(groups.table(name)));
        var figures = scored.firstEntry().getValue();
        if (scored.size() > 1) {
            var other = scored.lastEntry();
            tables.add(other.getKey() + ": BLEU " + bleu(other.getValue()) + ", beside " + bleu(figures) + "\n");
            other.getValue().putFirst("model", other.getKey());
            figures.put("compared", other.getValue());
        }
        return new LabelledEvaluation(
                figures, tables, lengths.isEmpty() ? List.of() : List.of(new LengthPicture(lengths)));
    }

    private static String bleu(Map<String, Object> figures) {
        return String.format(Locale.ROOT, "%.2f", (Double) figures.get("bleu"));
    }
}
