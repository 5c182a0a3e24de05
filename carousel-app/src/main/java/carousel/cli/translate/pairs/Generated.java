package carousel.cli.translate.pairs;

import carousel.cli.shell.UsageException;
import carousel.data.generated.GeneratedPairs;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.task.Part;
import carousel.store.Provenance;
import java.util.List;
import java.util.Map;

/** Pairs that are made by a rule, where others are read from files. Safe for many threads. */
final class Generated {
    /** Behind the name: pairs that are longer than those to learn from. */
    private static final String LONGER = ":longer";

    private Generated() {}

    /** To learn from, to validate and to test on, all made by the same rule. */
    static Pairs.Parts parts(String name, long seed) {
        var pairs = named("train", name);
        var train = corpus("train", pairs.pairs(Part.TRAIN, seed));
        var longer = pairs.hasLonger() ? pairs.pairs(Part.LONGER, seed).examples() : List.<SentencePair>of();
        return new Pairs.Parts(
                train,
                train.part(pairs.pairs(Part.VALID, seed)),
                train.part(pairs.pairs(Part.TEST, seed)),
                train.part(train.pairs().with(longer)));
    }

    /** What a finished model is scored on, the same for every seed. */
    static Corpus scored(String role, String name) {
        var longer = name.endsWith(LONGER);
        var pairs = named(role, longer ? name.substring(0, name.length() - LONGER.length()) : name);
        if (longer && !pairs.hasLonger()) {
            throw new UsageException(
                    "--" + role + ": no longer ones of " + pairs.label() + "; leave out '" + LONGER + "'");
        }
        return corpus(role, pairs.pairs(longer ? Part.LONGER : Part.TEST, 0));
    }

    private static Corpus corpus(String role, Labelled<SentencePair> pairs) {
        return new Corpus(pairs, Map.of(role, new Provenance.Data(pairs.name(), pairs.sha256())));
    }

    private static GeneratedPairs named(String role, String name) {
        try {
            return GeneratedPairs.of(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + role + ": " + e.getMessage());
        }
    }
}
