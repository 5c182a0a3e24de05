package carousel.store;

import carousel.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a file holds: texts, always ordered by key so that equal contents become equal files, and named tensors in the
 * caller's order. Immutable.
 */
public record Stored(Map<String, String> metadata, SequencedMap<String, Tensor> weights) {
    /** Nothing at all. */
    public static final Stored EMPTY = new Stored(Map.of(), new LinkedHashMap<>());

    public Stored {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    }
}
