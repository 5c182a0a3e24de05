package carousel;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library keeps the rules of {@link Architecture}, and each rule notices who breaks it. */
class ArchitectureTest {
    private static final Pattern DECLARATION = Pattern.compile("package ([\\w.]+);.* (?:class|interface) (\\w+)");

    @TempDir
    Path folder;

    @Test
    void libraryKeepsTheRules() {
        var library = new ClassFileImporter().importPath(Path.of("target", "classes"));
        assertThat(library).isNotEmpty();
        assertThat(Architecture.violations(library)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package carousel.tensor; class Tape { carousel.layer.Dense layer; }",
                "package carousel.layer; class Conv { void run() { new carousel.kernel.Gemm(); } }",
                "package carousel.layer; class Conv { carousel.kernel.Gemm[] all; }",
                "package carousel.recurrent.cell; class Lstm { carousel.kernel.Gemm gemm; }",
                "package carousel.kernel; class Loop { carousel.cli.Main main; }",
                "package carousel.vision; class Image {}",
                "package carousel; class Root {}",
                "package carousel.tensor; class Sum { jdk.incubator.vector.FloatVector lanes; }",
                "package carousel.layer; class Reader { org.junit.jupiter.api.Test test; }",
                "package carousel.data; class Reader { javax.swing.JFrame window; }",
                "package carousel.layer; class Settings { tools.jackson.databind.JsonNode json; }",
                "package carousel.text; class Loud { void say() { System.out.println(); } }",
                "package carousel.text; class Loud { Runnable say() { return () -> System.err.println(); } }",
                "package carousel.text; class Loud { void say() { IO.println(1); } }",
                "package carousel.text; class Loud { void say(Exception e) { e.printStackTrace(); } }",
                "package carousel.train; class Loop { void stop() { System.exit(1); } }",
                "package carousel.text; class TextUtils {}",
                "package carousel.text; class AbstractReader {}",
                "package carousel.data.util; class Reader {}",
            })
    void breakingARuleIsNoticed(String source) throws IOException {
        assertThat(violationsOf(source)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package carousel.recurrent.cell; class Lstm { carousel.layer.Dense[] project; int[] sizes; }",
                "package carousel.recurrent; class Lstm { carousel.recurrent.cell.Gru gru; }",
                "package carousel.kernel; class Sum { jdk.incubator.vector.FloatVector lanes; }",
                "package carousel.store; class Header { tools.jackson.databind.JsonNode json; }",
                "package carousel.model; class Tagger { carousel.kernel.Gemm gemm; org.slf4j.Logger log; }",
                "package carousel.text; class Baseline {}",
            })
    void keepingTheRulesIsSilent(String source) throws IOException {
        assertThat(violationsOf(source)).isEmpty();
    }

    /** What the rules say of {@code source}, compiled beside a few classes for it to use. */
    private List<String> violationsOf(String source) throws IOException {
        var arguments = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector", "-Xlint:-incubating"));
        arguments.addAll(List.of("-proc:none", "-d", folder.toString()));
        for (var text : List.of(
                source,
                "package carousel.kernel; public class Gemm {}",
                "package carousel.layer; public class Dense {}",
                "package carousel.recurrent.cell; public class Gru {}",
                "package carousel.cli; public class Main {}")) {
            arguments.add(write(text).toString());
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        var type = DECLARATION.matcher(source);
        assertThat(type.find()).isTrue();
        var file = folder.resolve(type.group(1).replace('.', '/')).resolve(type.group(2) + ".class");
        return Architecture.violations(new ClassFileImporter().importPath(file));
    }

    private Path write(String source) throws IOException {
        var type = DECLARATION.matcher(source);
        assertThat(type.find()).isTrue();
        var file = Files.createDirectories(folder.resolve("src").resolve(type.group(1)))
                .resolve(type.group(2) + ".java");
        return Files.writeString(file, source);
    }
}
