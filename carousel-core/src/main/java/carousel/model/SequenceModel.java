package carousel.model;

import static carousel.store.Settings.require;

import carousel.data.task.Form;
import carousel.data.task.TaskBatch;
import carousel.fuse.Plan;
import carousel.layer.Chain;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Pool;
import carousel.layer.Pooling;
import carousel.layer.SequenceLayer;
import carousel.loss.CrossEntropy;
import carousel.loss.LogisticCrossEntropy;
import carousel.loss.LossMask;
import carousel.loss.SquaredError;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Reordered;
import carousel.recurrent.Stacked;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Features or symbols in; values, classes or sets of symbols out, after the last step or at any steps.
 *
 * <pre>
 * y = head(h(t))         h(t) = output of the recurrent layers after x(0) … x(t); after the last step, pool of them
 * loss of an answer:     values (y - a)²  ·  a class -log softmax(y)[a]  ·  a set: for each symbol -log σ(±y)
 * </pre>
 *
 * <p>The loss of a batch is the mean over its answers, and over the outputs that count where an answer has several.
 * Immutable, safe for many threads.
 *
 * @param form what goes in and what comes out
 * @param input inputs to vectors
 * @param rnn the recurrent layers, {@link Stacked} or a {@link Chain} of {@link Bidirectional} ones, or what they are
 *     compared with; {@link Reordered} when they do not read forwards
 * @param pool makes one vector of their outputs, where the answer comes after the last step
 * @param output dropout on their outputs
 * @param head outputs of the layers to y
 */
public record SequenceModel(Form form, StepInput input, SequenceLayer rnn, Pool pool, Dropout output, Dense head) {

    /** The shape of a sequence model. Immutable. */
    public record Settings(
            Encoder encoder,

            @Setting(value = "size of the symbols' vectors; 0: a one among zeros", preset = "0")
            int embedding,

            @Setting(
                    value = "what is answered from after the last step: last, or mean, max or attention over all steps",
                    preset = "last")
            Pooling pool) {

        public Settings {
            require(embedding >= 0, "embedding", "0 or more", embedding);
        }

        /** The presets. */
        public static Settings presets() {
            return carousel.store.Settings.read(Settings.class, Map.of());
        }

        /** The same with one setting changed: {@code presets().with("hidden", 64)}. */
        public Settings with(String key, Object value) {
            return carousel.store.Settings.with(this, key, value);
        }
    }

    /**
     * A model with fresh weights.
     *
     * @throws IllegalArgumentException for a pool over all steps where answers are asked for at any of them
     */
    public static SequenceModel of(Settings settings, Form form, Init init) {
        require(
                form.asked() == Form.Asked.LAST || settings.pool() == Pooling.LAST,
                "pool",
                "last, for answers at steps on the way",
                settings.pool());
        var input = form.input() == Form.Input.FEATURES
                ? new StepInput.Features(form.inputs())
                : StepInput.symbols(form.inputs(), settings.embedding(), init);
        var encoder = settings.encoder();
        var rnn = encoder.layers(input.features(), init);
        var pool = settings.pool().of(encoder.width(), init);
        var head = Dense.of(encoder.width(), form.outputs(), init);
        return new SequenceModel(form, input, rnn, pool, encoder.rnn().dropout("output"), head);
    }

    /** How a step of each recurrent layer runs; of two directions, the forward one first; none where none is recurrent. */
    public List<Plan> plans() {
        return Encoder.plans(rnn, input.features());
    }

    /** What the head says where an answer is asked for: [M,K], in the batch's order. */
    public Tensor outputs(TaskBatch batch) {
        return head.apply(asked(batch));
    }

    /** The mean loss over the answers of a batch. */
    public Tensor loss(TaskBatch batch) {
        return lossOf(outputs(batch), batch);
    }

    /** What the head reads: [M,H]. */
    private Tensor asked(TaskBatch batch) {
        var inputs = input.read(batch.lengths(), batch.inputs());
        return form.asked() == Form.Asked.LAST
                ? output.last(pool.of(rnn, inputs), batch.lengths())
                : new LossMask(batch.rows()).of(output.apply(rnn.apply(inputs)).rows());
    }

    /** The mean loss of what the head says. */
    Tensor lossOf(Tensor y, TaskBatch batch) {
        if (form.answer() == Form.Answer.CLASS) {
            return CrossEntropy.mean(y, classes(batch));
        }
        var answers = Tensor.of(batch.answers(), batch.asked(), form.outputs());
        if (batch.units().length == 0) {
            return form.answer() == Form.Answer.SET
                    ? LogisticCrossEntropy.mean(y, answers)
                    : SquaredError.mean(y, answers);
        }
        var units = Tensor.of(batch.units(), batch.asked(), form.outputs());
        return form.answer() == Form.Answer.SET
                ? LogisticCrossEntropy.mean(y, answers, units)
                : SquaredError.mean(y, answers, units);
    }

    private static int[] classes(TaskBatch batch) {
        var classes = new int[batch.answers().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (int) batch.answers()[i];
        }
        return classes;
    }
}
