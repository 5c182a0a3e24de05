package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts {@code carousel} and {@code .mvn/find-jdk} on machines with all kinds of JDKs in all kinds of places. */
class LauncherTest {
    private static final Path PROJECT = Path.of(System.getProperty("carousel.home"));
    private static final Path FIND_JDK = PROJECT.resolve(".mvn/find-jdk");

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void machineWhoseJavaIs17() throws IOException {
        machine = new Machine(Files.createDirectories(folder.resolve("my machine")));
        var old = machine.jdk("usr/lib/jvm/java-17", "17.0.15");
        machine.jdk("opt/jdk8", "1.8.0_402");
        Files.createSymbolicLink(machine.path("bin/java"), old.resolve("bin/java"));
        machine.with("JAVA_HOME", old);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25-jdk-amd64",
                "usr/java/jdk-25",
                "opt/jdk-25.0.3",
                "opt/java/25",
                "home/.sdkman/candidates/java/25.0.3-tem",
                "home/.jdks/temurin-25",
                "home/.gradle/jdks/eclipse_adoptium-25",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "home/Library/Java/JavaVirtualMachines/25.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
            })
    void findsA25WhereverItLies(String place) throws Exception {
        var home = machine.jdk(place, "25.0.3");
        assertFound(home);
    }

    @Test
    void prefers25ToNewerAndNewerToNone() throws Exception {
        var newer = machine.jdk("opt/jdk-26", "26-ea");
        assertFound(newer);
        assertFound(machine.jdk("usr/lib/jvm/jdk-25", "25"));
    }

    @Test
    void javaHomeThenThePathComeBeforeTheFolders() throws Exception {
        machine.jdk("usr/lib/jvm/jdk-25", "25");
        var onPath = machine.jdk("somewhere/on-path", "25.0.1");
        Files.delete(machine.path("bin/java"));
        Files.createSymbolicLink(machine.path("alternative"), onPath.resolve("bin/java"));
        Files.createSymbolicLink(machine.path("bin/java"), Path.of("../alternative"));
        assertFound(onPath);

        var javaHome = machine.jdk("somewhere/java-home", "25.0.2");
        machine.with("JAVA_HOME", javaHome);
        assertFound(javaHome);
    }

    @Test
    void carouselJavaHomeWinsAndIsNeverPassedOver() throws Exception {
        machine.jdk("usr/lib/jvm/jdk-25", "25");
        var wanted = machine.jdk("somewhere/jdk-26", "26.0.1");
        assertFound(machine.with("CAROUSEL_JAVA_HOME", wanted), wanted);

        machine.with("CAROUSEL_JAVA_HOME", machine.jdk("somewhere/jdk-21", "21.0.7"));
        var run = machine.run(FIND_JDK);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains("CAROUSEL_JAVA_HOME", "jdk-21").hasLineCount(1);
    }

    @Test
    void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
        Files.delete(machine.jdk("usr/lib/jvm/a-25-jre", "25.0.3").resolve("bin/javac"));
        assertFound(machine.jdk("usr/lib/jvm/b-25-jdk", "25.0.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".mvn/find-jdk", "carousel", "mvnw"})
    void withoutAJdkOneLineSaysWhatWasLookedForAndHowToGetIt(String script) throws Exception {
        var run = machine.run(PROJECT.resolve(script), "--help");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .hasLineCount(1)
                .contains("JDK 25", "CAROUSEL_JAVA_HOME", "/usr/lib/jvm", ".sdkman", "https://adoptium.net");
    }

    @Test
    void startsMainWithTheVectorModuleThroughASymbolicLink() throws Exception {
        machine.jdk("opt/jdk-25", "25");
        var link = Files.createSymbolicLink(machine.path("a link"), PROJECT.resolve("carousel"));
        var run = machine.with("CAROUSEL_BUILD", "off")
                .with("CAROUSEL_OPTS", "-Xmx1g -Dx=*")
                .run(link, "train", "a b", "", "*");
        Files.delete(link);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output().lines())
                .startsWith(machine.path("opt/jdk-25").toString())
                .contains("--add-modules=jdk.incubator.vector", "-Xmx1g", "-Dx=*")
                .endsWith("carousel.cli.Main", "train", "a b", "", "*");
    }

    @Test
    void vectorWidthIsASetting() throws Exception {
        machine.jdk("opt/jdk-25", "25");
        machine.with("CAROUSEL_BUILD", "off");
        var carousel = PROJECT.resolve("carousel");
        assertThat(machine.with("CAROUSEL_VECTOR", "off").run(carousel).output())
                .doesNotContain("--add-modules");
        assertThat(machine.with("CAROUSEL_VECTOR", "256").run(carousel).output())
                .contains("--add-modules", "-Dcarousel.vector=256");

        var wrong = machine.with("CAROUSEL_VECTOR", "1024").run(carousel);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.errors()).contains("1024", "off, 128, 256 or 512").hasLineCount(1);
    }

    @Test
    void aCollectorOfTheUsersReplacesOurs() throws Exception {
        machine.jdk("opt/jdk-25", "25");
        machine.with("CAROUSEL_BUILD", "off").with("JDK_JAVA_OPTIONS", "-XX:+UseZGC");
        assertThat(machine.run(PROJECT.resolve("carousel")).output()).doesNotContain("-XX:+Use");
    }

    @Test
    void buildsOnFirstUseAndWhenASourceIsNewer() throws Exception {
        machine.jdk("opt/jdk-25", "25");
        var carousel = copyOfTheScripts();
        var source = machine.path("copy/carousel-app/src/main/java/Main.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "");
        var target = machine.path("copy/carousel-app/target");
        machine.script(
                machine.path("copy/mvnw"),
                "echo building; cd '" + target + "'; touch built carousel-app.jar; echo x >>builds");

        var first = machine.run(carousel, "--version");
        assertThat(first.errors()).contains("building Carousel (first use");
        assertThat(first.output()).doesNotContain("building").endsWith("--version\n");
        machine.run(carousel);
        assertThat(target.resolve("builds")).hasContent("x");

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        machine.run(carousel);
        assertThat(target.resolve("builds")).hasContent("x\nx");
        assertThat(target.resolve("preparing")).doesNotExist();
    }

    @Test
    void aFailedBuildEndsTheCommand() throws Exception {
        machine.jdk("opt/jdk-25", "25");
        var carousel = copyOfTheScripts();
        machine.script(machine.path("copy/mvnw"), "echo no network; exit 7");
        var run = machine.run(carousel, "--help");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains("no network", "carousel: the build failed");
        assertThat(machine.path("copy/carousel-app/target/preparing")).doesNotExist();
    }

    private Path copyOfTheScripts() throws IOException {
        Files.createDirectories(machine.path("copy/.mvn"));
        for (var script : new String[] {"carousel", ".mvn/find-jdk"}) {
            Files.copy(PROJECT.resolve(script), machine.path("copy/" + script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return machine.path("copy/carousel");
    }

    private void assertFound(Path home) throws Exception {
        assertFound(machine, home);
    }

    private static void assertFound(Machine machine, Path home) throws Exception {
        var run = machine.run(FIND_JDK);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo(home + "\n");
        assertThat(run.code()).isZero();
    }
}
