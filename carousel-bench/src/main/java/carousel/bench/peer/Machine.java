package carousel.bench.peer;

import carousel.kernel.Peak;
import carousel.kernel.Simd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Where and of what the figures were taken. Immutable.
 *
 * @param commit of the working copy, with a mark when files differ from it
 * @param peak multiply-adds in registers on all threads, GFLOP/s
 */
record Machine(
        String processor,
        int processors,
        String system,
        String jvm,
        int vectorBits,
        int threads,
        double peak,
        String commit,
        LocalDate date) {

    static Machine measure(int threads) {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                Simd.bits(),
                threads,
                Peak.gflops(threads),
                commitName(),
                LocalDate.now(ZoneOffset.UTC));
    }

    private static String processorName() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    private static String commitName() {
        try {
            var git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*").start();
            var output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return output.isEmpty() ? "unknown" : output;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
