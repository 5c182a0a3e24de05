package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.tensor.Tree;
import org.junit.jupiter.api.Test;

class WarmStartTest {

    private static LanguageModel model(int symbols, int layers, long seed) {
        var settings = LanguageModel.Settings.presets().with("hidden", 6).with("layers", layers);
        return LanguageModel.of(settings, symbols, Init.seed(seed));
    }

    @Test
    void weightsOfTheSameNameAndShapeAreTaken() {
        var earlier = Tree.flatten(model(5, 1, 1));
        var model = model(7, 2, 2);
        var before = Tree.flatten(model(7, 2, 2));
        var start = WarmStart.copy(earlier, model, name -> !name.endsWith("wx"));
        assertThat(start.taken()).containsExactly("rnn.layers.0.cell.wh", "rnn.layers.0.cell.b");
        Tree.flatten(model)
                .forEach((name, weight) -> assertThat(weight.toArray())
                        .as(name)
                        .isEqualTo((start.taken().contains(name) ? earlier : before)
                                .get(name)
                                .toArray()));
        assertThat(start.fresh()).hasSize(Tree.flatten(model).size() - 2).contains("embed.table", "head.w");
    }
}
