import carousel.data.labelled.SentencePair;
import carousel.decode.*;
import carousel.layer.Init;
import carousel.model.translate.*;
import carousel.model.wording.*;
import carousel.store.Settings;
import carousel.text.pattern.Automaton;
import carousel.train.*;
import java.util.*;

/** Learns to translate sentences whose verb moves to the end, shows where it looked, and writes what it is told to. */
final class SentenceTranslator {
    private static final List<String> NOUNS = List.of("dog:hund", "man:mann", "bird:vogel", "fox:fuchs", "tree:baum");
    private static final List<String> VERBS = List.of("sees:sieht", "knows:kennt", "seeks:sucht");

    private static List<SentencePair> pairs(int count) {
        var random = new Random(1);
        var pairs = new ArrayList<SentencePair>();
        for (int i = 0; i < count; i++) {
            var one = NOUNS.get(random.nextInt(5)).split(":");
            var other = NOUNS.get(random.nextInt(5)).split(":");
            var verb = VERBS.get(random.nextInt(3)).split(":");
            pairs.add(i % 2 == 0
                    ? pair("the %1$s %2$s the %3$s", "der %1$s %2$s den %3$s", one, verb, other)
                    : pair("that the %1$s %2$s the %3$s", "dass der %1$s den %3$s %2$s", one, verb, other));
        }
        return pairs;
    }

    private static SentencePair pair(String source, String target, String[] a, String[] b, String[] c) {
        return new SentencePair(source.formatted(a[0], b[0], c[0]), target.formatted(a[1], b[1], c[1]), 1);
    }

    public static void main(String[] arguments) {
        var pairs = pairs(600);
        var wordings = Wordings.learn(Settings.read(Writing.class, Map.of()), pairs);
        var settings = TranslationSettings.presets().with("cell", "gru").with("hidden", 24);
        settings = settings.with("bidirectional", true).with("feeding", "before");
        var model = TranslationModel.of(settings, wordings, Init.seed(1));
        var ids = Bitext.of(wordings, pairs);
        var learning = Seq2SeqObjective.of(model, ids.sources(), ids.targets(), Teaching.presets().with("batch", 16), 1);
        Trainer.of(model, learning, learning, m -> 0, Fit.epochs(8).with("lr", 0.01)).run(Monitor.none());

        var translator = new Translator(model, wordings, 12);
        var texts = List.of("the fox sees the tree", "that the fox sees the tree");
        for (var said : translator.translate(texts, translator.beam(5), 12)) {
            System.out.println(said.getFirst().text() + "   looked at " + said.getFirst().alignment().links());
        }
        var asked = translator.sources(List.of("the man knows the dog"));
        var pattern = wordings.target().allowed(Automaton.matching("dass( \\w+){4} (kennt|sieht)"));
        int dog = wordings.target().vocabulary().id("hund");
        for (var allowed : List.of(pattern, Allowed.where(symbol -> symbol != dog))) {
            var said = translator.translate(asked, translator.beam(20), new Request(8, allowed)).getFirst();
            System.out.println(said.getFirst().text());
        }
    }
}
