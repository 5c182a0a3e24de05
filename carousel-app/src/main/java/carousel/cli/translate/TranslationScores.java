package carousel.cli.translate;

import carousel.cli.shell.Input;
import carousel.cli.translate.pairs.PairFiles;
import carousel.cli.translate.pairs.PairForm;
import carousel.cli.translate.pairs.References;
import carousel.data.labelled.SentencePair;
import carousel.metric.text.Bleu;
import carousel.metric.text.Chrf;
import carousel.metric.text.ErrorRate;
import carousel.metric.text.Ter;
import carousel.model.TranslatorFile;
import carousel.model.translate.Bitext;
import carousel.model.translate.Translator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** How good translations are, by the names that every command uses. Safe for many threads. */
public final class TranslationScores {
    private TranslationScores() {}

    /**
     * The log-probability of each pair of a file that is read as the training data was.
     *
     * @param scores of the pairs in their order
     * @param symbols that were to be said
     */
    public record Scored(double[] scores, long symbols) {

        public static Scored of(TranslatorFile file, String data, Input input) {
            var corpus = PairForm.of(file.provenance(), input).read(new PairFiles("data", data, "", ""));
            var bitext = Bitext.of(file.translator().wordings(), corpus.examples());
            return new Scored(bitext.scores(file.translator().model()), bitext.symbols());
        }

        /** The mean for each symbol, the other way round. */
        public double loss() {
            return -Arrays.stream(scores).sum() / symbols;
        }
    }

    /** What a translator has written of some pairs, and how probable they are. */
    static SequencedMap<String, Object> of(
            Translator translator, List<SentencePair> pairs, References asked, Written written) {
        var bitext = Bitext.of(translator.wordings(), pairs);
        var scored = new Scored(bitext.scores(translator.model()), bitext.symbols());
        var figures = new LinkedHashMap<String, Object>();
        figures.put("loss", scored.loss());
        figures.put("perplexity", Math.exp(scored.loss()));
        var texts = written.texts();
        var references = written.references();
        var bleu = bleu(translator);
        figures.put("bleu", bleu.corpus(texts, references).value());
        figures.put("chrf", Chrf.standard().corpus(texts, references).value());
        figures.put("ter", Ter.standard().corpus(texts, references).value());
        double exact = written.exactMatch();
        asked.rates(figures, exact, ErrorRate.words().corpus(texts, references).value());
        figures.put("exact_match", exact);
        figures.put("bleu_signature", bleu.signature(references));
        figures.put("cut", written.cut());
        figures.put("tokens", scored.symbols());
        figures.put("sequences", texts.size());
        return figures;
    }

    /** With the letters that a model has. */
    static Bleu bleu(Translator translator) {
        return Bleu.standard().withLetters(translator.wordings().target().letters());
    }
}
