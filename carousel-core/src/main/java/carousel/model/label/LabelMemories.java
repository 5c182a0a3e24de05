package carousel.model.label;

import carousel.diagnose.Diagnosis;
import carousel.diagnose.Probe;
import carousel.layer.Chain;
import carousel.layer.Pool;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.loss.CrossEntropy;
import carousel.model.Encoder;
import carousel.model.input.LabelInput;
import carousel.model.input.Source;
import carousel.recurrent.Causal;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How far labelling models remember, on examples of what they are for. Safe for many threads. */
public final class LabelMemories {
    private static final String NOT_LAST =
            "no gradient by lag: what is said hangs on all steps, not on the state after the last alone";
    private static final String NOT_FORWARDS =
            "no gradient by lag: not every layer reads forwards, so no state has seen the same steps as all before it";

    private LabelMemories() {}

    /**
     * Of a classifier, on examples of one length: how the loss after the last step depends on the states before; where the
     * answer comes from all steps or from both ends, its layers alone.
     *
     * @param targets what should be said of the examples
     * @param most examples that are looked at
     */
    public static Diagnosis of(Classifier model, Source source, Targets targets, int most) {
        var examples = alike(source, IntStream.range(0, source.size()).toArray(), most);
        var right = targets.of(examples);
        UnaryOperator<Tensor> loss =
                last -> model.answer().loss(model.head().apply(last), right).times(examples.length);
        var input = read(model.input(), source, examples);
        return model.pool() instanceof Pool.Last
                ? of(model.rnn(), input, loss)
                : Probe.of(model.rnn(), input).remarking(NOT_LAST);
    }

    /**
     * Of a tagger, on sentences of one length: how the loss of the last word's tag depends on the states before.
     *
     * @param tags of the sentences
     * @param most sentences that are looked at
     */
    public static Diagnosis of(Tagger model, TagKey key, Source source, List<List<String>> tags, int most) {
        var last = tags.stream()
                .mapToInt(
                        of -> of.isEmpty() ? -1 : key.tags().id(key.learned(of).getLast()))
                .toArray();
        var known = IntStream.range(0, last.length).filter(i -> last[i] >= 0).toArray();
        var examples = alike(source, known, most);
        var right = Arrays.stream(examples).map(i -> last[i]).toArray();
        var found = of(
                model.rnn(),
                read(model.input(), source, examples),
                state -> CrossEntropy.mean(model.head().apply(state), right).times(examples.length));
        return found.hasGradient() && model.tagging() instanceof Tagging.Chained
                ? found.remarking("the gradient is that of the last word's own scores, without the chain of tags")
                : found;
    }

    private static Sequence read(LabelInput input, Source source, int... examples) {
        return Tape.evaluate(() -> input.read(source.inputs(examples)).map(Tensor::detached));
    }

    /** With gradients where recurrent layers that read forwards stand on top. */
    private static Diagnosis of(SequenceLayer layers, Sequence input, UnaryOperator<Tensor> loss) {
        return switch (layers) {
            case Causal causal -> Probe.of(causal, input, loss);
            case Chain chain
            when chain.layers().getLast() instanceof Causal causal
                    && below(chain).layers().stream().noneMatch(Causal.class::isInstance)
                    && Encoder.forwards(chain) ->
                Probe.of(causal, Tape.evaluate(() -> below(chain).apply(input).map(Tensor::detached)), loss);
            default -> Probe.of(layers, input).remarking(NOT_FORWARDS);
        };
    }

    private static Chain below(Chain chain) {
        return new Chain(chain.layers().subList(0, chain.layers().size() - 1));
    }

    /** Examples of one length: the longest that so many have, or else the most frequent one. */
    private static int[] alike(Source source, int[] examples, int most) {
        var byLength = new TreeMap<Integer, List<Integer>>();
        for (int example : examples) {
            byLength.computeIfAbsent(source.length(example), length -> new ArrayList<>())
                    .add(example);
        }
        if (byLength.isEmpty()) {
            throw new IllegalArgumentException("diagnosis: no examples with labels that were learned; expected some");
        }
        var chosen = byLength.descendingMap().values().stream()
                .filter(some -> some.size() >= most)
                .findFirst()
                .orElseGet(() -> byLength.values().stream()
                        .max(Comparator.comparingInt(List::size))
                        .orElseThrow());
        return chosen.stream().limit(most).mapToInt(Integer::intValue).toArray();
    }
}
