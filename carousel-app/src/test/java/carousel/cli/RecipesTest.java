package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.cli.run.LmOptions;
import carousel.cli.run.TaskOptions;
import carousel.cli.shell.Recipes;
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

    static Stream<Path> recipes() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeIsCompleteButForTheFiles(Path recipe) throws IOException {
        var name = recipe.getFileName().toString();
        assertThat(name).matches("(lm|task)-[a-z0-9-]+\\.json");
        var values = Settings.ofJson(Files.readString(recipe));
        values.put("out", "model.safetensors");
        if (name.startsWith("lm-")) {
            values.put("train", "text.txt");
            assertThat(Settings.read(LmOptions.class, values)).isNotNull();
        } else {
            values.putAll(name.contains("mnist") ? Map.of("data", "mnist") : Map.of());
            assertThat(Settings.read(TaskOptions.class, values)).isNotNull();
        }
    }

    @Test
    void allRecipesShip() throws IOException {
        assertThat(recipes().map(recipe -> recipe.getFileName().toString().replace(".json", "")))
                .containsExactlyInAnyOrderElementsOf(Recipes.shipped());
    }
}
