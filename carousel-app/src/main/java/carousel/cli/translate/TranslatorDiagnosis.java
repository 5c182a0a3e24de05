package carousel.cli.translate;

import carousel.cli.shell.Input;
import carousel.cli.translate.answer.Beaming;
import carousel.cli.translate.pairs.PairFiles;
import carousel.cli.translate.pairs.PairForm;
import carousel.diagnose.Exposure;
import carousel.diagnose.TranslationDiagnosis;
import carousel.model.TranslatorFile;
import carousel.model.translate.Bitext;
import carousel.model.translate.TranslatorMemories;
import carousel.store.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** What translators make of their sources, on pairs that are read as their training data was. Safe for many threads. */
public final class TranslatorDiagnosis {
    private TranslatorDiagnosis() {}

    /** Of a model on a file of pairs. */
    public static TranslationDiagnosis of(TranslatorFile file, String data, int sequences, Input input) {
        var pairs = PairForm.of(file.provenance(), input).read(new PairFiles("data", data, "", ""));
        var translator = file.translator();
        var beam = Settings.read(Beaming.class, Map.of()).of(translator);
        return TranslatorMemories.of(translator, Bitext.of(translator.wordings(), pairs.examples()), beam, sequences);
    }

    /** What is said of translators alone, by name. */
    public static SequencedMap<String, Object> figures(TranslationDiagnosis diagnosis) {
        var figures = new LinkedHashMap<String, Object>();
        for (var looks : diagnosis.looks()) {
            figures.put("attention_steps", looks.effective());
            figures.put("source_steps", looks.steps());
            figures.put("covered", looks.covered());
            figures.put("forwards", looks.forwards());
            figures.put("backwards", looks.backwards());
        }
        figures.put("right_after_right", diagnosis.exposure().shareGiven());
        figures.put("right_after_own", diagnosis.exposure().shareOwn());
        figures.put("exposure", places(diagnosis.exposure()));
        figures.put("length_ratio", diagnosis.lengthRatio());
        figures.put("cut", diagnosis.cut());
        return figures;
    }

    private static List<Map<String, Object>> places(Exposure exposure) {
        return IntStream.range(0, exposure.places().length)
                .<Map<String, Object>>mapToObj(t -> {
                    var place = new LinkedHashMap<String, Object>();
                    place.put("place", t);
                    place.put("sequences", exposure.places()[t]);
                    place.put("after_right", exposure.given()[t]);
                    place.put("after_own", exposure.own()[t]);
                    return place;
                })
                .toList();
    }
}
