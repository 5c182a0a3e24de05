package carousel.model;

import static carousel.store.Settings.require;

import carousel.fuse.Plan;
import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.SequenceLayer;
import carousel.layer.TemporalConvolution;
import carousel.layer.Window;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Causal;
import carousel.recurrent.Merge;
import carousel.recurrent.Reading;
import carousel.recurrent.Reordered;
import carousel.store.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What reads the vectors of a sequence, as settings: recurrent layers, in one direction or both and in any order, over a
 * convolution if one is wanted; or what they are compared with. Immutable.
 */
public record Encoder(
        Layers rnn,

        @Setting("layers that also read each sequence from its end; with --around the lowest alone")
        boolean bidirectional,

        @Setting(value = "how the outputs of both directions become one", preset = "concat")
        Merge merge,

        @Setting(
                value = "order in which steps are read: forward, backward, middle-out, strided:N or permuted:SEED",
                preset = "forward")
        String reading,

        @Setting(
                value = "what reads the sequences: recurrent layers or, to compare with, tcn or window-mlp",
                preset = "recurrent")
        Body body,

        @Setting(value = "steps that a window-mlp sees, or each convolution of a tcn", preset = "8")
        int window,

        @Setting(value = "filters of a convolution below the recurrent layers; 0: none", preset = "0")
        int conv,

        @Setting(value = "steps that each of these filters sees", preset = "5")
        int convWidth) {

    /** What reads the sequences. */
    public enum Body {
        /** Recurrent layers. */
        RECURRENT,
        /** {@link TemporalConvolution}: as many blocks as layers. */
        TCN,
        /** {@link Window} and tanh layers above it. */
        WINDOW_MLP
    }

    public Encoder {
        require(
                !bidirectional || !rnn.onlyCausal(),
                "bidirectional",
                "off with --zoneout, --state-dropout and --weight-drop",
                bidirectional);
        require(bidirectional || merge == Merge.CONCAT, "merge", "concat without --bidirectional", merge);
        Reading.named(reading); // complains
        require(window > 0, "window", "1 or more", window);
        require(conv >= 0, "conv", "0 or more", conv);
        require(convWidth > 0, "conv-width", "1 or more", convWidth);
        require(
                body == Body.RECURRENT || !bidirectional && conv == 0 && !rnn.onlyRecurrent(),
                "body",
                "recurrent with --bidirectional, --conv, --around, --zoneout, --state-dropout, --weight-drop,"
                        + " --learned-start, --chrono and --forget-bias",
                body);
        require(
                body != Body.TCN || rnn.layers() <= TemporalConvolution.MOST_LEVELS,
                "layers",
                "at most " + TemporalConvolution.MOST_LEVELS + " with --body tcn",
                rnn.layers());
    }

    /** The columns of what comes out. */
    public int width() {
        return bidirectional ? rnn.bidirectionalWidth(merge) : rnn.hidden();
    }

    /** The layers with fresh weights. */
    public SequenceLayer layers(int features, Init init) {
        var layers = inOrder(features, init);
        return reading.equals("forward") ? layers : new Reordered(layers, Reading.named(reading));
    }

    private SequenceLayer inOrder(int features, Init init) {
        return switch (body) {
            case RECURRENT -> conv == 0 ? recurrent(features, init) : convolved(features, init);
            case TCN -> {
                var form = new TemporalConvolution.Form(features, rnn.hidden(), rnn.layers(), window);
                yield TemporalConvolution.of(form, rnn.dropout(), init);
            }
            case WINDOW_MLP -> {
                var layers = new ArrayList<SequenceLayer>(List.of(new Window(window)));
                for (int i = 0; i < rnn.layers(); i++) {
                    layers.add(Dense.of(i == 0 ? window * features : rnn.hidden(), rnn.hidden(), init));
                    layers.add(Nonlinearity.TANH);
                }
                yield new Chain(layers);
            }
        };
    }

    private SequenceLayer recurrent(int features, Init init) {
        return bidirectional ? rnn.bidirectional(features, merge, init) : rnn.causal(features, init);
    }

    /** A filter sees what lies ahead where the recurrent layers do too. */
    private Chain convolved(int features, Init init) {
        var reach = bidirectional ? Conv1d.Reach.CENTRED : Conv1d.Reach.CAUSAL;
        return Chain.of(
                Conv1d.of(features, conv, convWidth, reach, init),
                Nonlinearity.RELU,
                rnn.dropout("conv"),
                recurrent(conv, init));
    }

    /** How a step of each recurrent layer runs; of two directions, the forward one first; none where none is recurrent. */
    public static List<Plan> plans(SequenceLayer layer, int features) {
        return switch (layer) {
            case Causal causal -> causal.plans(features);
            case Reordered reordered -> plans(reordered.layer(), features);
            case Bidirectional both ->
                Stream.of(both.forward(), both.backward())
                        .flatMap(one -> one.plans(features).stream())
                        .toList();
            case Chain chain -> plans(chain, features);
            default -> List.of();
        };
    }

    /** Whether what a layer says of a step depends on nothing later. */
    public static boolean forwards(SequenceLayer layer) {
        return switch (layer) {
            case Causal _, Dense _, Dropout _, Nonlinearity _, Window _, TemporalConvolution _ -> true;
            case Conv1d convolution -> convolution.reach() == Conv1d.Reach.CAUSAL;
            case Chain chain -> chain.layers().stream().allMatch(Encoder::forwards);
            default -> false;
        };
    }

    private static List<Plan> plans(Chain chain, int features) {
        var plans = new ArrayList<Plan>();
        int below = features;
        for (var layer : chain.layers()) {
            plans.addAll(plans(layer, below));
            below = switch (layer) {
                case Bidirectional both -> both.width();
                case Conv1d convolution -> convolution.w().columns();
                case Dense dense -> dense.w().columns();
                default -> below;
            };
        }
        return plans;
    }
}
