package carousel;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where the data sets lie: the folder named by the system property {@code carousel.data}, which the build sets. */
public final class DataFolder implements ExecutionCondition {
    /** The file or folder at {@code path} below the data folder; it exists in a test that {@link NeedsData} it. */
    public static Path file(String path) {
        return Path.of(System.getProperty("carousel.data", "../../shared/data"), path)
                .normalize();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var needs = context.getElement().map(element -> element.getAnnotation(NeedsData.class));
        for (var path : needs.map(NeedsData::value).orElse(new String[0])) {
            if (!Files.exists(file(path))) {
                return disabled("no " + file(path) + " (-Dcarousel.data or CAROUSEL_DATA name the folder of the data)");
            }
        }
        return enabled("the data is there");
    }
}
