package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({"5,5", "-0.25,-0.25", "1e-3,0.001", "+.5E2,50", "' 7 ',7", "1e-60,0", "3.,3"})
    void decimalNumbersAreRead(String text, float value) {
        assertThat(Decimal.parse(text)).isEqualTo(value);
    }

    @Test
    void whatJavaWritesIsReadToTheBit() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertThat(Float.floatToRawIntBits(Decimal.parse(String.valueOf(value))))
                        .isEqualTo(Float.floatToRawIntBits(value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "1f", "1d", "0x1p3", "NaN", "Infinity", "1,5", "1 2", "--1", "e", "٣"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Decimal.parse(text))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(" is no number; expected one such as -0.5 or 1e-3");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> Decimal.parse("-1e39"))
                .isInstanceOf(DataException.class)
                .hasMessage("-1e39 is too large; expected a number below 3.4e38");
    }
}
