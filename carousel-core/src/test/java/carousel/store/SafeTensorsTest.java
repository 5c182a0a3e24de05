package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    @TempDir
    Path folder;

    /** Random names, shapes (scalars and empty ones included) and values, all bit patterns. */
    static Stored random(Random random) {
        var weights = new LinkedHashMap<String, Tensor>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            var shape = random.ints(random.nextInt(4), 0, 5).toArray();
            var values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int j = 0; j < values.length; j++) {
                values[j] = Float.intBitsToFloat(random.nextInt());
            }
            weights.put("w" + random.nextInt(1000) + "." + i, Tensor.of(values, shape));
        }
        var metadata = new LinkedHashMap<String, String>();
        int texts = random.nextInt(4);
        for (int i = 0; i < texts; i++) {
            metadata.put("key" + random.nextInt(1000) + "é\"\\", "value \n\u0001 😀 \"{\\" + random.nextInt());
        }
        return new Stored(metadata, weights);
    }

    static Stored stored(Map<String, String> metadata, Map<String, Tensor> weights) {
        return new Stored(metadata, new LinkedHashMap<>(weights));
    }

    static void assertSame(Stored actual, Stored expected, String name) {
        assertThat(actual.metadata().entrySet())
                .as(name)
                .containsExactlyElementsOf(expected.metadata().entrySet());
        assertThat(actual.weights().keySet())
                .as(name)
                .containsExactlyElementsOf(expected.weights().keySet());
        actual.weights().forEach((key, tensor) -> {
            var same = expected.weights().get(key);
            assertThat(tensor.shape()).as(name).isEqualTo(same.shape());
            assertThat(bits(tensor.toArray())).as(name).isEqualTo(bits(same.toArray()));
        });
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void whatIsWrittenIsReadBackByOurReaderAndByAnother() throws IOException {
        var path = folder.resolve("some.safetensors");
        for (long seed = 0; seed < 200; seed++) {
            var name = "seed " + seed;
            var stored = random(new Random(seed));
            SafeTensors.write(path, stored);
            assertSame(SafeTensors.read(path), stored, name);
            var other = PlainReader.read(path);
            assertThat((other.header().getBytes(StandardCharsets.UTF_8).length) % 8)
                    .as(name)
                    .isZero();
            assertThat(other.values().keySet())
                    .as(name)
                    .containsExactlyElementsOf(stored.weights().keySet());
            stored.weights().forEach((key, tensor) -> {
                assertThat(bits(other.values().get(key))).as(name).isEqualTo(bits(tensor.toArray()));
                assertThat(other.shapes().get(key)).as(name).isEqualTo(tensor.shape());
            });
        }
    }

    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        var path = folder.resolve("tiny.safetensors");
        SafeTensors.write(path, stored(Map.of("a", "b"), Map.of("w", Tensor.of(new float[] {1, -2}, 2, 1))));
        var json = "{\"__metadata__\":{\"a\":\"b\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
        var padded = json + " ".repeat(7 - (json.length() + 7) % 8);
        var expected = ByteBuffer.allocate(8 + padded.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.UTF_8));
        expected.putFloat(1).putFloat(-2);
        assertThat(Files.readAllBytes(path)).isEqualTo(expected.array());
    }

    @Test
    void longTensorsAreReadInManyChunks() {
        var values = new float[1_000_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.5f;
        }
        var stored = stored(Map.of(), Map.of("long", Tensor.of(values, values.length)));
        var path = folder.resolve("long.safetensors");
        SafeTensors.write(path, stored);
        assertSame(SafeTensors.read(path), stored, "long");
    }

    private Path raw(long length, byte[] json, int dataBytes) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array());
        out.writeBytes(json);
        out.writeBytes(new byte[dataBytes]);
        return Files.write(folder.resolve("raw.safetensors"), out.toByteArray());
    }

    private Path raw(String json, int dataBytes) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        return raw(bytes.length, bytes, dataBytes);
    }

    private static void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> SafeTensors.read(path))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void tensorsMayLieInAnotherOrderThanTheHeaderNamesThem() throws IOException {
        var path = raw(
                "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                        + "\"empty\":{\"shape\":[0,9],\"dtype\":\"F32\",\"data_offsets\":[8,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8],\"shape\":[2]}}  \n",
                12);
        assertThat(SafeTensors.read(path).weights().keySet()).containsExactly("b", "empty", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'w':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}                  | tensor 'w' has dtype F16;"
                        + " only F32",
                "{'w':{'dtype':7,'shape':[1],'data_offsets':[0,4]}}                      | dtype 7",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}                  | of shape [1] lies at 0 to 8",
                "{'w':{'dtype':'F32','shape':[3],'data_offsets':[4,0]}}                  | lies at 4 to 0",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0]}}                    | needs two data_offsets",
                "{'w':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}                 | whole numbers",
                "{'w':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}                | whole numbers",
                "{'w':{'dtype':'F32','shape':1,'data_offsets':[0,4]}}                    | whole numbers",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,99999999999999999999]}} | whole numbers",
                "{'w':{'dtype':'F32','shape':[2147483647,2147483647,8],'data_offsets':[0,4]}} | that is not its size",
                "{'w':{'dtype':'F32','shape':[1073741824,4294967296],'data_offsets':[0,0]}} | whole numbers",
                "{'w':{'dtype':'F32','shape':[1073741824,1073741824,4],'data_offsets':[0,0]}} | that is not its size",
                "{'w':{'dtype':'F32','shape':[1]}}                                       | must have dtype, shape and"
                        + " data_offsets",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}}            | nothing else",
                "{'w':5}                                                                 | must have dtype",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}                  | begins at 4, expected 0",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}                  | cut short: the header"
                        + " announces 8 bytes",
                "{}                                                                      | too long: the header"
                        + " announces 0 bytes",
                "{'__metadata__':{'a':1}}                                                | must be an object of"
                        + " strings",
                "{'__metadata__':'a'}                                                    | must be an object of"
                        + " strings",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'w':5}            | not JSON",
                "{'__metadata__':{'a':'b','a':'c'}}                                      | not JSON",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} {}               | not JSON",
                "{'w':                                                                   | not JSON",
                "{what is this}                                                          | not JSON",
            })
    void wrongHeadersAreRefused(String json, String reason) throws IOException {
        assertRefused(raw(json.replace('\'', '"'), 4), reason);
    }

    @Test
    void overlapsAndGapsAreRefused() throws IOException {
        var two = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}";
        assertRefused(raw(two.formatted(4, 8), 8), "tensor 'b' begins at 4, expected 8");
        assertRefused(raw(two.formatted(12, 16), 16), "tensor 'b' begins at 12, expected 8");
        assertRefused(raw(two.formatted(8, 12), 8), "cut short");
        assertRefused(raw(two.formatted(8, 12), 13), "too long");
    }

    @Test
    void headersBeyondTheFileOrReasonAreRefused() throws IOException {
        var json = "{}      ".getBytes(StandardCharsets.UTF_8);
        assertRefused(raw(9, json, 0), "cut short");
        assertRefused(raw(100_000_001, json, 0), "expected at most 100000000");
        assertRefused(raw(-1, json, 0), "not a safetensors file");
        assertRefused(raw(1, json, 0), "not a safetensors file");
    }

    @Test
    void filesThatAreSomethingElseAreCalledSo() throws IOException {
        var path = folder.resolve("text.safetensors");
        for (var text : new String[] {"", "short", "This is nothing but a text about {braces}.", "PK\u0003\u0004"}) {
            Files.writeString(path, text);
            assertRefused(path, "not a safetensors file");
        }
        assertRefused(raw("{\"a\"\u0000:1}", 0), "not JSON");
        assertRefused(raw(8, new byte[] {'{', '"', (byte) 0xFF, '"', ':', '"', '"', '}'}, 0), "not UTF-8");
        assertRefused(raw("{" + "\"a\":{".repeat(5000), 0), "not JSON");
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        assertRefused(folder.resolve("nothing"), "no such file");
        assertRefused(folder, "a folder; expected a file");
    }

    @Test
    void noTensorMayTakeTheNameOfTheMetadata() {
        var path = folder.resolve("bad.safetensors");
        var stored = stored(Map.of(), Map.of("__metadata__", Tensor.of(new float[1], 1)));
        assertThatThrownBy(() -> SafeTensors.write(path, stored)).isInstanceOf(IllegalArgumentException.class);
        assertThat(path).doesNotExist();
    }
}
