package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.Chain;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.SequenceLayer;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and what a layer has come to, from one pass, are those of two. */
class ReadTest {

    static Stream<SequenceLayer> layers() {
        var init = Init.seed(3);
        var features = CellContract.FEATURES;
        var gru = Recurrent.of(Gru.of(features, 4, init));
        var both = Bidirectional.of(Lstm.of(features, 4, init), Lstm.of(features, 4, init));
        return Stream.of(
                gru,
                Stacked.of(List.of(gru, Recurrent.of(Lstm.of(4, 5, init))), 0),
                both,
                both.withMerge(Merge.SUM),
                new Reordered(gru, Reading.BACKWARD),
                new Reordered(both, Reading.MIDDLE_OUT),
                Chain.of(both, Recurrent.of(Gru.of(8, 3, init))),
                Dense.of(features, 3, init));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void onePassSaysWhatTwoDo(SequenceLayer layer) {
        var input = layer instanceof Dense ? CellContract.input(4, 1, 9) : CellContract.input(4, 0, 9, 1);
        var read = layer.read(input);
        assertThat(read.outputs().rows().toArray())
                .isEqualTo(layer.apply(input).rows().toArray());
        assertThat(read.last().toArray()).isEqualTo(layer.last(input).toArray());
    }
}
