package carousel.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A second reader of safetensors, after the format's description and without the library's code or its JSON parser. */
record PlainReader(String header, Map<String, float[]> values, Map<String, int[]> shapes) {
    private static final Pattern TENSOR = Pattern.compile(
            "\"([^\"]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([\\d,]*)]," + "\"data_offsets\":\\[(\\d+),(\\d+)]}");

    static PlainReader read(Path path) throws IOException {
        var file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        var json = new byte[Math.toIntExact(file.getLong())];
        file.get(json);
        var data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        var reader =
                new PlainReader(new String(json, StandardCharsets.UTF_8), new LinkedHashMap<>(), new LinkedHashMap<>());
        TENSOR.matcher(reader.header).results().forEach(m -> {
            int begin = Integer.parseInt(m.group(3));
            var values = new float[(Integer.parseInt(m.group(4)) - begin) / 4];
            for (int i = 0; i < values.length; i++) {
                values[i] = data.getFloat(begin + 4 * i);
            }
            reader.values.put(m.group(1), values);
            reader.shapes.put(
                    m.group(1),
                    Stream.of(m.group(2).split(","))
                            .filter(s -> !s.isEmpty())
                            .mapToInt(Integer::parseInt)
                            .toArray());
        });
        return reader;
    }
}
