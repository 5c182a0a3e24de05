package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.cli.shell.Console;
import carousel.model.translate.Translator;
import carousel.model.translate.Translator.Said;
import carousel.store.Setting;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How a translator answers lines. Immutable. */
public record Answering(
        Decoding decoding,

        @Setting(value = "translations of each line, the best first, with TABs between", preset = "1")
        int nBest,

        @Setting("behind each translation a TAB and its log-probability")
        boolean scores) {

    public Answering {
        require(nBest > 0, "n-best", "1 or more", nBest);
        require(
                nBest <= decoding.beaming().beam(),
                "n-best",
                "no more than --beam " + decoding.beaming().beam(),
                nBest);
    }

    /** The answers to some lines; those that had to be cut are told of. */
    public UnaryOperator<List<String>> of(Translator translator, Console console) {
        var beam = decoding.beaming().of(translator).withBest(nBest);
        int longest = decoding.longest(translator);
        return lines -> {
            var said = translator.translate(lines, beam, longest);
            long cut = said.stream().filter(of -> !of.getFirst().ended()).count();
            if (cut > 0) {
                console.note(cut + " of " + lines.size() + " translations were cut at length " + longest
                        + " before their end; --max-length allows more");
            }
            return said.stream().map(this::line).toList();
        };
    }

    private String line(List<Said> translations) {
        return translations.stream()
                .map(said -> said.text() + (scores ? String.format(Locale.ROOT, "\t%.4f", said.logProbability()) : ""))
                .collect(Collectors.joining("\t"));
    }
}
