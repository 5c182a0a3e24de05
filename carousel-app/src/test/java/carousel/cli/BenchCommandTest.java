package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path folder;

    @Test
    void measuresPeakAndProducts() throws Exception {
        var json = new Carousel(folder)
                .run("bench", "--rounds", "1", "--threads", "2", "--json")
                .succeeded()
                .json();
        assertThat(json.path("peak_gflops_1").asDouble()).isPositive();
        assertThat(json.path("products")).hasSize(24);
        for (var product : json.path("products")) {
            assertThat(product.path("gflops").asDouble()).isPositive();
            assertThat(product.path("of_peak").asDouble()).isBetween(0.0, 2.0);
        }
    }
}
