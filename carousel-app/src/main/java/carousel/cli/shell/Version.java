package carousel.cli.shell;

import carousel.kernel.Simd;
import carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Which Carousel this is, and what it runs on. Safe for many threads. */
public final class Version {
    private Version() {}

    /** The version of the build. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    static SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("version", current());
        facts.put("numerics", Tensor.NUMERICS);
        facts.put("java", Runtime.version().toString());
        facts.put("vector_bits", Simd.bits());
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        return facts;
    }

    static String line() {
        var code = Simd.bits() == 0 ? "scalar code" : Simd.bits() + "-bit vectors";
        return "carousel " + current() + " (Java " + Runtime.version().feature() + ", " + code + ")";
    }
}
