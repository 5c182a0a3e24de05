package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Training gives the same bits for every vector width, without vectors, and for every number of threads. */
class BitsTest {

    @Test
    void trainingIsTheSameForEveryWidthAndNumberOfThreads() throws Exception {
        var digests = new LinkedHashSet<String>();
        for (var width : List.of("128", "256", "512")) {
            var found = digests(List.of("--add-modules", "jdk.incubator.vector", "-Dcarousel.vector=" + width));
            assertThat(found).as("digests at width %s", width).hasSize(1);
            digests.addAll(found);
        }
        digests.addAll(digests(List.of()));
        digests.addAll(digests(
                List.of("--add-modules", "jdk.incubator.vector", "-Dcarousel.vector=off", "-XX:TieredStopAtLevel=1")));
        assertThat(digests).as("digests of all widths").hasSize(1);
    }

    private static Set<String> digests(List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingDigest.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        var digests = new LinkedHashSet<String>();
        output.lines().filter(line -> line.startsWith("digest ")).forEach(digests::add);
        return digests;
    }
}
