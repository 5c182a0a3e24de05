package carousel.model;

import carousel.store.Settings;
import carousel.store.StoreException;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * A few inputs of a model and the outputs they had when it was written. With the same version of the numerics the outputs
 * must be the same to the bit; with another they must agree within 1e-4 (one warning is logged). Immutable.
 *
 * @param numerics the version of the arithmetic
 * @param inputs symbols, read one after the other
 * @param outputs the first scores after them
 */
record SelfCheck(int numerics, String inputs, String outputs) {
    private static final int INPUTS = 8;
    private static final int OUTPUTS = 8;
    private static final double TOLERANCE = 1e-4;

    /** What a model is asked: symbols in, some of its outputs after them out. */
    interface Probe {
        float[] outputs(int... inputs);
    }

    static SelfCheck of(LanguageModel model) {
        return of(model.embed().symbols(), probe(model));
    }

    /** Of a model that reads symbols. */
    static SelfCheck of(int symbols, Probe probe) {
        var inputs = new StringBuilder();
        for (int i = 0; i < INPUTS; i++) {
            inputs.append(i == 0 ? "" : " ").append(i * 7 % symbols);
        }
        var check = new SelfCheck(Tensor.NUMERICS, inputs.toString(), "");
        return new SelfCheck(check.numerics, check.inputs, text(check.outputs(probe)));
    }

    private static Probe probe(LanguageModel model) {
        return inputs -> {
            var state = model.start(1);
            for (int symbol : inputs) {
                state = model.advance(new int[] {symbol}, state);
            }
            return model.logits(state).toArray();
        };
    }

    private float[] outputs(Probe probe) {
        var symbols =
                Arrays.stream(inputs.split(" ")).mapToInt(Integer::parseInt).toArray();
        var outputs = probe.outputs(symbols);
        return Arrays.copyOf(outputs, Math.min(OUTPUTS, outputs.length));
    }

    private static String text(float[] values) {
        var text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : " ").append(values[i]);
        }
        return text.toString();
    }

    void require(LanguageModel model) {
        require(probe(model));
    }

    void require(Probe probe) {
        var now = outputs(probe);
        if (text(now).equals(outputs)) {
            return;
        }
        double difference = difference(now);
        if (numerics == Tensor.NUMERICS || !(difference <= TOLERANCE)) {
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "self-check failed: outputs differ by %.2g (numerics %d, this is %d); the model is not what was trained",
                    difference,
                    numerics,
                    Tensor.NUMERICS));
        }
        LoggerFactory.getLogger(SelfCheck.class)
                .warn("model of numerics {} read by {}: outputs differ by {}", numerics, Tensor.NUMERICS, difference);
    }

    private double difference(float[] now) {
        var before = outputs.split(" ");
        double largest = before.length == now.length ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(now.length, before.length); i++) {
            largest = Math.max(largest, Math.abs(now[i] - Float.parseFloat(before[i])));
        }
        return largest;
    }

    String toJson() {
        var values = new LinkedHashMap<String, String>();
        values.put("numerics", String.valueOf(numerics));
        values.put("inputs", inputs);
        values.put("outputs", outputs);
        return Settings.toJson(values);
    }

    static SelfCheck ofJson(String json) {
        var values = Settings.ofJson(json);
        return new SelfCheck(Integer.parseInt(values.get("numerics")), values.get("inputs"), values.get("outputs"));
    }
}
