package carousel.cli.translate;

import carousel.cli.label.answer.LabelledEvaluation;
import carousel.cli.shell.Input;
import carousel.cli.translate.picture.LengthPicture;
import carousel.metric.text.Bleu;
import carousel.model.TranslatorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** How good translators are on files that are read as their training data was. Safe for many threads. */
public final class TranslatorEvaluation {
    private TranslatorEvaluation() {}

    /** Of a model, by the length of sources and beside another model if that is asked for. */
    public static LabelledEvaluation of(TranslatorFile file, Path path, String data, Testing testing, Input input) {
        var pairs =
                PairForm.of(file.provenance(), input).read(testing.files(data)).examples();
        var sources = file.translator().wordings().ids(pairs).sources();
        var figures = new LinkedHashMap<String, Object>();
        var tables = new ArrayList<String>();
        var lengths = new LinkedHashMap<String, ByLength>();
        for (var model : testing.models(file, path).entrySet()) {
            var translator = model.getValue().translator();
            var decoding = testing.decoding();
            long start = System.nanoTime();
            var written = Written.of(translator, pairs, decoding.beaming(), decoding.longest(translator));
            var own = TranslationScores.of(translator, pairs, written);
            own.put("seconds", (System.nanoTime() - start) / 1e9);
            if (testing.byLength() > 0) {
                var bleu = Bleu.standard()
                        .withLetters(translator.wordings().target().letters());
                var found = ByLength.of(written, sources, testing.byLength(), bleu);
                lengths.put(model.getKey(), found);
                tables.add(found.table(model.getKey()));
                own.put("by_length", found.json());
            }
            if (figures.isEmpty()) {
                figures.putAll(own);
            } else {
                own.put("model", model.getKey());
                figures.put("compared", own);
                tables.add(String.format(
                        "%s: BLEU %.2f, beside %.2f%n", model.getKey(), own.get("bleu"), figures.get("bleu")));
            }
        }
        return new LabelledEvaluation(
                figures, tables, lengths.isEmpty() ? List.of() : List.of(new LengthPicture(lengths)));
    }
}
