import carousel.data.Streams;
import carousel.decode.Generator;
import carousel.decode.Sample;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.text.Case;
import carousel.text.Tokenizer;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Learns a text, character by character, for a few seconds, and then writes more of it. */
final class CharacterModel {
    private static final String VERSE = """
            Round goes the wheel, and round goes the horse,
            round goes the state on its circular course;
            what it has seen it may keep or forget,
            what it will say it has not settled yet.
            """;

    public static void main(String[] arguments) throws IOException {
        var text = arguments.length > 0 ? Files.readString(Path.of(arguments[0])) : VERSE.repeat(60);
        var tokenizer = Tokenizer.characters(text, Case.KEEP);
        int[] ids = tokenizer.ids(text);
        int cut = ids.length * 9 / 10;
        var train = new LanguageModelObjective(Streams.of(Arrays.copyOf(ids, cut), 16, 32));
        var valid = Streams.whole(Arrays.copyOfRange(ids, cut, ids.length), 256);

        var settings = LanguageModel.Settings.presets().with("cell", "gru").with("hidden", 96);
        var model = LanguageModel.of(settings, tokenizer.vocabulary().size(), Init.seed(1));
        var fit = Fit.epochs(1000).with("max-minutes", 0.1).with("lr", 0.005);
        var report = Trainer.of(model, train, train, m -> LanguageModelObjective.evaluate(m, valid), fit).run(Monitor.none());
        System.out.printf("%d steps, validation loss %.3f nats a character%n%n", report.steps(), report.bestLoss());

        var generator = Generator.of(model, Sample.seed(7).withTemperature(0.7));
        generator.read(tokenizer.ids("Round"));
        System.out.print("Round");
        for (int i = 0; i < 300; i++) {
            System.out.print(tokenizer.text(generator.next()));
        }
        System.out.println();
    }
}
