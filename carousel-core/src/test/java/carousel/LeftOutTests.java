package carousel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a run which tests were left out and why, a line for each. Found by JUnit as a service. */
public final class LeftOutTests implements TestExecutionListener {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        lines.add("left out: " + name(test) + ": " + reason);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        for (var line = lines.poll(); line != null; line = lines.poll()) {
            System.out.println(line);
        }
    }

    private static String name(TestIdentifier test) {
        return switch (test.getSource().orElse(null)) {
            case MethodSource method -> method.getClassName() + "." + method.getMethodName();
            case ClassSource type -> type.getClassName();
            case null, default -> test.getDisplayName();
        };
    }
}
