package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakTest {

    @Test
    void aThreadDoesMoreThanABillionOperationsASecond() {
        assertThat(Peak.gflops(1)).isBetween(1.0, 10_000.0);
        assertThat(Peak.gflops(2)).isBetween(1.0, 20_000.0);
    }
}
