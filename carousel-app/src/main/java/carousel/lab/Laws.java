package carousel.lab;

import carousel.lab.check.Law;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All laws, by subject. Immutable. */
public final class Laws {
    private static final List<Law<?>> ALL = Stream.of(
                    CellLaws.all(),
                    GatedCellLaws.all(),
                    LimitLaws.all(),
                    FormLaws.all(),
                    OrderLaws.all(),
                    LayerLaws.all(),
                    CouplingLaws.all(),
                    HeadLaws.all(),
                    GradientLaws.all(),
                    TimeLaws.all(),
                    TruncationLaws.all(),
                    TrainingLaws.all(),
                    NoiseLaws.all(),
                    MethodLaws.all(),
                    ProbabilityLaws.all(),
                    LabellingLaws.all(),
                    AttentionLaws.all(),
                    SearchLaws.all(),
                    BaselineLaws.all(),
                    BitLaws.all(),
                    MachineLaws.all())
            .flatMap(List::stream)
            .toList();

    private Laws() {}

    /** Every law, in the order in which they are best read. */
    public static List<Law<?>> all() {
        return ALL;
    }

    /** The law of this name. */
    public static Optional<Law<?>> find(String name) {
        return ALL.stream().filter(law -> law.title().name().equals(name)).findFirst();
    }
}
