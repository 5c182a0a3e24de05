package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.cli.label.ClassifyOptions;
import carousel.cli.label.TagOptions;
import carousel.cli.run.LmOptions;
import carousel.cli.run.TaskOptions;
import carousel.cli.shell.Recipes;
import carousel.cli.translate.TranslateOptions;
import carousel.store.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {
    private static final Path FOLDER = Path.of(System.getProperty("carousel.home"), "recipes");

    private static final Map<String, Class<? extends Record>> OPTIONS = Map.of(
            "lm", LmOptions.class,
            "task", TaskOptions.class,
            "classify", ClassifyOptions.class,
            "tag", TagOptions.class,
            "translate", TranslateOptions.class,
            "autoencode", TranslateOptions.class);

    static Stream<Path> recipes() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeIsCompleteButForTheFiles(Path recipe) throws IOException {
        var name = recipe.getFileName().toString();
        var task = name.substring(0, name.indexOf('-'));
        assertThat(OPTIONS).containsKey(task);
        assertThat(name).matches("[a-z0-9-]+\\.json");
        var values = Settings.ofJson(Files.readString(recipe));
        values.put("out", "model.safetensors");
        if (!task.equals("task")) {
            values.put("train", "file");
        } else if (name.contains("mnist")) {
            values.put("data", "mnist");
        }
        assertThat(Settings.read(OPTIONS.get(task), values)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void whoeverLearnsLabelsIsComparedWithSimplerModels(Path recipe) throws IOException {
        boolean labels = recipe.getFileName().toString().matches("(classify|tag)-.*");
        var values = Settings.ofJson(Files.readString(recipe));
        assertThat(values.containsKey("baselines")).isEqualTo(labels);
        assertThat(values.getOrDefault("baselines", "true")).isEqualTo("true");
    }

    @Test
    void allRecipesShip() throws IOException {
        assertThat(recipes().map(recipe -> recipe.getFileName().toString().replace(".json", "")))
                .containsExactlyInAnyOrderElementsOf(Recipes.shipped());
    }
}
