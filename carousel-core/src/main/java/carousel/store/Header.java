package carousel.store;

import carousel.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file: strings, and where each tensor lies in the data behind the header. Messages
 * have no file in front; {@link SafeTensors} adds it. Immutable as long as nobody writes into the arrays.
 *
 * @param json the header as it stands in the file, padding included
 */
record Header(Map<String, String> metadata, SequencedMap<String, Slot> slots, byte[] json) {
    static final String METADATA = "__metadata__";
    /** As the format's reference implementation limits it. */
    static final int LARGEST_JSON = 100_000_000;
    /** What fits into one array. */
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private static final Set<String> SLOT_KEYS = Set.of("dtype", "shape", "data_offsets");

    /** The place of a tensor: bytes from {@code begin} to {@code end}, counted from the end of the header. */
    record Slot(int[] shape, long begin, long end) {
        int size() {
            return Math.toIntExact((end - begin) / Float.BYTES);
        }
    }

    /** The header of what is to be written; tensors lie in the order of the map. */
    static Header of(Stored stored) {
        var root = Json.STRICT.createObjectNode();
        if (!stored.metadata().isEmpty()) {
            stored.metadata().forEach(root.putObject(METADATA)::put);
        }
        var slots = new LinkedHashMap<String, Slot>();
        long at = 0;
        for (var entry : stored.weights().entrySet()) {
            var slot = slot(entry.getValue(), at);
            slots.put(entry.getKey(), slot);
            describe(root, entry.getKey(), slot);
            at = slot.end();
        }
        return new Header(stored.metadata(), slots, padded(Json.STRICT.writeValueAsString(root)));
    }

    private static Slot slot(Tensor tensor, long begin) {
        return new Slot(tensor.shape(), begin, begin + (long) tensor.size() * Float.BYTES);
    }

    private static void describe(ObjectNode root, String name, Slot slot) {
        if (name.equals(METADATA)) {
            throw new IllegalArgumentException("no tensor may be called " + METADATA);
        }
        var node = root.putObject(name).put("dtype", "F32");
        var shape = node.putArray("shape");
        Arrays.stream(slot.shape()).forEach(shape::add);
        node.putArray("data_offsets").add(slot.begin()).add(slot.end());
    }

    private static byte[] padded(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        var padded = Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, 8) * 8);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    /** Reads a header and checks that its tensors fill {@code dataBytes} without gap or overlap. */
    static Header parse(byte[] json, long dataBytes) {
        var root = object(json);
        var metadata = new LinkedHashMap<String, String>();
        var slots = new LinkedHashMap<String, Slot>();
        root.propertyStream().forEach(property -> {
            if (property.getKey().equals(METADATA)) {
                metadata.putAll(strings(property.getValue()));
            } else {
                slots.put(property.getKey(), slot(shown(property.getKey()), property.getValue()));
            }
        });
        checkLayout(slots, dataBytes);
        return new Header(metadata, slots, json);
    }

    /** A message is one line, whatever a tensor is called. */
    private static String shown(String name) {
        return "tensor '" + name.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    private static JsonNode object(byte[] json) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            var root = Json.STRICT.readTree(text.toString());
            if (!root.isObject()) {
                throw new StoreException("the header is not a JSON object; expected a safetensors file");
            }
            return root;
        } catch (CharacterCodingException e) {
            throw new StoreException("the header is not UTF-8; expected a safetensors file", e);
        } catch (JacksonException e) {
            throw new StoreException(
                    "the header is not JSON ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "); expected a safetensors file",
                    e);
        }
    }

    private static Map<String, String> strings(JsonNode node) {
        var strings = new LinkedHashMap<String, String>();
        if (!node.isObject() || !node.valueStream().allMatch(JsonNode::isString)) {
            throw new StoreException("header: " + METADATA + " must be an object of strings");
        }
        node.propertyStream().forEach(p -> strings.put(p.getKey(), p.getValue().stringValue()));
        return strings;
    }

    private static Slot slot(String name, JsonNode node) {
        if (!node.isObject() || !SLOT_KEYS.equals(Set.copyOf(node.propertyNames()))) {
            throw new StoreException("header: " + name + " must have dtype, shape and data_offsets, nothing else");
        }
        var dtype = node.get("dtype").asString("");
        if (!dtype.equals("F32")) {
            throw new StoreException(name + " has dtype " + dtype + "; only F32 is read: convert it");
        }
        var offsets = numbers(name, node.get("data_offsets"), Long.MAX_VALUE);
        if (offsets.length != 2) {
            throw new StoreException("header: " + name + " needs two data_offsets, has " + offsets.length);
        }
        var shape = numbers(name, node.get("shape"), Integer.MAX_VALUE);
        var slot = new Slot(Arrays.stream(shape).mapToInt(n -> (int) n).toArray(), offsets[0], offsets[1]);
        checkSize(name, slot);
        return slot;
    }

    private static long[] numbers(String name, JsonNode node, long largest) {
        boolean right = node.isArray()
                && node.valueStream()
                        .allMatch(n -> n.isIntegralNumber()
                                && n.canConvertToLong()
                                && n.longValue() >= 0
                                && n.longValue() <= largest);
        if (!right) {
            throw new StoreException("header: shape and data_offsets of " + name + " must be whole numbers");
        }
        return node.valueStream().mapToLong(JsonNode::longValue).toArray();
    }

    private static void checkSize(String name, Slot slot) {
        long size = Float.BYTES;
        for (int axis : slot.shape()) {
            // saturates: a product beyond any file stays wrong and cannot wrap round to a right one
            size = Math.multiplyHigh(size, axis) == 0 && size * axis >= 0 ? size * axis : Long.MAX_VALUE;
        }
        if (slot.end() - slot.begin() != size || size / Float.BYTES > LARGEST) {
            throw new StoreException("header: " + name + " of shape " + Arrays.toString(slot.shape()) + " lies at "
                    + slot.begin() + " to " + slot.end() + "; that is not its size");
        }
    }

    private static void checkLayout(Map<String, Slot> slots, long dataBytes) {
        var order = new ArrayList<>(slots.entrySet());
        order.sort(Comparator.comparingLong(
                        (Map.Entry<String, Slot> e) -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long at = 0;
        for (var entry : order) {
            if (entry.getValue().begin() != at) {
                throw new StoreException("header: " + shown(entry.getKey()) + " begins at "
                        + entry.getValue().begin() + ", expected " + at + " (tensors overlap or leave a gap)");
            }
            at = entry.getValue().end();
        }
        if (at != dataBytes) {
            var what = at > dataBytes ? "cut short" : "too long";
            throw new StoreException(what + ": the header announces " + at + " bytes of tensors, the file has "
                    + dataBytes + "; restore it from a copy or train again");
        }
    }
}
