package carousel.model;

import carousel.store.Settings;
import carousel.store.StoreException;
import carousel.tensor.Tensor;
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

    static SelfCheck of(LanguageModel model) {
        var inputs = new StringBuilder();
        for (int i = 0; i < INPUTS; i++) {
            inputs.append(i == 0 ? "" : " ").append(i * 7 % model.embed().symbols());
        }
        return new SelfCheck(Tensor.NUMERICS, inputs.toString(), text(outputs(model, inputs.toString())));
    }

    private static float[] outputs(LanguageModel model, String inputs) {
        var state = model.start(1);
        for (var symbol : inputs.split(" ")) {
            state = model.advance(new int[] {Integer.parseInt(symbol)}, state);
        }
        return java.util.Arrays.copyOf(
                model.logits(state).toArray(), Math.min(OUTPUTS, model.embed().symbols()));
    }

    private static String text(float[] values) {
        var text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : " ").append(values[i]);
        }
        return text.toString();
    }

    void require(LanguageModel model) {
        var now = outputs(model, inputs);
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
