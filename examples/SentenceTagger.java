import carousel.layer.Init;
import carousel.model.input.TextCoder;
import carousel.model.label.*;
import carousel.train.*;
import java.util.*;

/** Learns to find people and towns where only the words around a name tell which it is. */
final class SentenceTagger {
    private static final List<String> NAMES = List.of("paris", "florence", "sydney", "austin", "chelsea", "london");

    public static void main(String[] arguments) {
        var words = new ArrayList<List<String>>();
        var tags = new ArrayList<List<String>>();
        var random = new Random(1);
        for (int i = 0; i < 400; i++) {
            var person = NAMES.get(random.nextInt(6));
            var town = NAMES.get(random.nextInt(6));
            words.add(List.of(person, "lives", i % 2 == 0 ? "in" : "near", town, "city"));
            tags.add(List.of("B-PER", "O", "O", "B-LOC", "I-LOC"));
            words.add(List.of("in", town, "we", "met", person));
            tags.add(List.of("O", "B-LOC", "O", "O", "B-PER"));
        }
        var settings = Tagger.Settings.presets().with("crf", true).with("bidirectional", true).with("hidden", 16);
        var coder = TextCoder.of(settings.text(), words);
        var key = TagKey.of(TagKey.Kind.SPANS, tags, List.of());
        var source = coder.source(words);
        var learning = new TaggerObjective(source.batches(32, 1), source, key.numbers(tags, List.of()), 0, 1);
        var model = Tagger.of(settings, coder, key, Init.seed(1));
        Trainer.of(model, learning, learning, m -> 0, Fit.epochs(8).with("lr", 0.01)).run(Monitor.none());

        var test = List.of("sydney lives near austin city", "in chelsea we met london");
        var sentences = test.stream().map(text -> List.of(text.split(" "))).toList();
        var said = TagPredictions.of(model, coder.source(sentences));
        for (int i = 0; i < test.size(); i++) {
            System.out.println(test.get(i) + ": " + String.join(" ", key.names(said.tags()[i])));
        }
    }
}
