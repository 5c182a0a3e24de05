package carousel.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Scalar code and every width of vectors this machine has give the same bits, each in a process of its own. */
class KernelTwinTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";
    private static String scalar;

    @BeforeAll
    static void runScalarCode() throws Exception {
        scalar = bits(run(MODULE, "-Dcarousel.vector=off"), 0);
    }

    @Test
    void everyWidthGivesTheBitsOfScalarCode(TestReporter reporter) throws Exception {
        int widest = Simd.bits();
        assertThat(widest)
                .as("the tests run with %s, so that there are vectors to test", MODULE)
                .isPositive();
        for (int width = 2 * widest; width <= 512; width *= 2) {
            reporter.publishEntry("left out", width + " bits, wider than this machine's vectors");
        }
        for (int width = 128; width <= widest; width *= 2) {
            assertThat(bits(run(MODULE, "-Dcarousel.vector=" + width), width))
                    .as("%d bits against scalar code", width)
                    .isEqualTo(scalar);
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() throws Exception {
        for (int threads = 2; threads <= 3; threads++) {
            var output = run(MODULE, "-Dthreads=" + threads);
            assertThat(bits(output, Simd.bits())).as("%d threads", threads).isEqualTo(scalar);
        }
    }

    @Test
    void withoutTheModuleScalarCodeRunsAndSaysSoOnce() throws Exception {
        var output = run();
        assertThat(bits(output, 0)).isEqualTo(scalar);
        assertThat(log(output))
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void anUnknownWidthIsNamedAndIgnored() throws Exception {
        var output = run(MODULE, "-Dcarousel.vector=wide");
        assertThat(bits(output, Simd.bits())).isEqualTo(scalar);
        assertThat(log(output)).singleElement().asString().contains("carousel.vector=wide");
    }

    @Test
    void scalarCodeOnRequestIsNotWorthAWord() throws Exception {
        assertThat(log(run("-Dcarousel.vector=off"))).isEmpty();
    }

    private static List<String> log(List<String> output) {
        return output.stream()
                .filter(line -> line.matches("(TRACE|DEBUG|INFO|WARN|ERROR): .*"))
                .toList();
    }

    /** The fingerprint, from a line like {@code 256 3f…}. */
    private static String bits(List<String> output, int width) {
        var prefix = width + " ";
        var line = output.stream().filter(l -> l.matches("\\d+ [0-9a-f]{64}")).findFirst();
        assertThat(line)
                .as("output: %s", output)
                .hasValueSatisfying(l -> assertThat(l).startsWith(prefix));
        return line.orElseThrow().substring(prefix.length());
    }

    private static List<String> run(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-Dslf4j.provider=" + PrintedLog.class.getName());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fingerprint.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader(UTF_8)) {
            var lines = output.readAllLines();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, lines).isZero();
            return lines;
        }
    }
}
