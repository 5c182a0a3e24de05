package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a run is stopped, it goes on and ends in the same file as one that was left alone. */
class ResumeCommandTest {
    private static String undisturbed = "";

    @TempDir
    static Path folder;

    private Carousel carousel;

    /** When a run is killed. */
    enum Moment {
        BEFORE_ANYTHING {
            @Override
            boolean reached(Carousel carousel) {
                return true;
            }
        },
        FIRST_CHECKPOINT {
            @Override
            boolean reached(Carousel carousel) throws IOException {
                return carousel.files().stream().anyMatch(name -> name.startsWith("run.checkpoints/checkpoint-"));
            }
        },
        WHILE_SAVING {
            @Override
            boolean reached(Carousel carousel) throws IOException {
                return carousel.files().stream().anyMatch(name -> name.contains(".carousel-"));
            }
        },
        FIRST_MODEL {
            @Override
            boolean reached(Carousel carousel) {
                return Files.exists(carousel.path("run.safetensors"));
            }
        },
        FOURTH_EVALUATION {
            @Override
            boolean reached(Carousel carousel) throws IOException {
                var curve = carousel.path("run.csv");
                return Files.exists(curve) && Files.readAllLines(curve).size() > 4;
            }
        };

        abstract boolean reached(Carousel carousel) throws IOException;

        boolean safelyReached(Carousel carousel) throws IOException {
            try {
                return reached(carousel);
            } catch (java.io.UncheckedIOException | NoSuchFileException e) {
                return false; // a file has gone while we looked
            }
        }
    }

    @BeforeEach
    void undisturbedRun() throws Exception {
        carousel = Carousel.shared(Files.createDirectories(folder.resolve("work")));
        Files.writeString(carousel.path("text.txt"), SmallModel.text(8_000));
        if (undisturbed.isEmpty()) {
            carousel.run(command("left-alone.safetensors")).succeeded();
            undisturbed = carousel.sha256("left-alone.safetensors");
        }
    }

    private static String[] command(String out, String... more) {
        var words = new ArrayList<>(List.of("train", "lm", "--train", "text.txt", "--out", out, "--hidden", "20"));
        words.addAll(List.of("--batch", "8", "--bptt", "16", "--steps", "300", "--eval-every", "30", "--lr", "0.01"));
        words.addAll(List.of("--dropout", "0.1", "--schedule", "cosine", "--checkpoint-minutes", "0.002"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private void assertFinishedAsIfLeftAlone() throws Exception {
        var run = carousel.run(command("run.safetensors", "--resume")).succeeded();
        assertThat(carousel.sha256("run.safetensors")).as(run.errors()).isEqualTo(undisturbed);
        assertThat(carousel.files()).contains("run.csv", "run.png").noneMatch(name -> name.contains("checkpoint"));
        assertThat(Files.readAllLines(carousel.path("run.csv"))).hasSize(11);
    }

    @Test
    void aRunThatTimeHasCutGoesOnWithMore() throws Exception {
        carousel.run(command("run.safetensors", "--max-minutes", "0.0001")).succeeded();
        assertThat(carousel.run(command("run.safetensors", "--max-minutes", "0.0001", "--resume"))
                        .succeeded()
                        .errors())
                .contains("out of time", "--max-minutes");
        assertFinishedAsIfLeftAlone();
    }

    @ParameterizedTest
    @EnumSource
    void aKilledRunGoesOn(Moment moment) throws Exception {
        var started = carousel.start(command("run.safetensors"));
        started.await(() -> moment.safelyReached(carousel));
        started.kill();
        assertFinishedAsIfLeftAlone();
    }

    @Test
    void aRunThatIsKilledAgainAndAgainGoesOnEvenWithOtherVectors() throws Exception {
        for (int step : new int[] {20, 100, 200}) {
            var started = carousel.start(command("run.safetensors", "--resume"));
            started.await(() -> newestCheckpoint() > step);
            started.kill();
        }
        carousel.with("CAROUSEL_OPTS", "");
        assertFinishedAsIfLeftAlone();
    }

    private long newestCheckpoint() throws IOException {
        try {
            return carousel.files().stream()
                    .filter(name -> name.matches(".*checkpoint-\\d+.safetensors"))
                    .mapToLong(name -> Long.parseLong(name.replaceAll(".*checkpoint-(\\d+).*", "$1")))
                    .max()
                    .orElse(-1);
        } catch (java.io.UncheckedIOException e) {
            return -1; // a file has gone while we looked
        }
    }

    @Test
    void tornCheckpointsAreNamedAndSkipped() throws Exception {
        var started = carousel.start(command("run.safetensors"));
        started.await(() -> newestCheckpoint() > 30);
        started.kill();
        var torn = "run.checkpoints/checkpoint-%010d.safetensors".formatted(newestCheckpoint());
        Files.write(carousel.path(torn), new byte[] {1, 2, 3});
        var run = carousel.run(command("run.safetensors", "--resume")).succeeded();
        assertThat(run.errors()).contains("skipped: " + torn);
        assertThat(carousel.sha256("run.safetensors")).isEqualTo(undisturbed);
    }

    @Test
    void controlCSavesSaysHowToGoOnAndEndsWith130() throws Exception {
        var started = carousel.start(command("run.safetensors"));
        started.await(() -> Moment.FIRST_MODEL.safelyReached(carousel));
        boolean deaf = interruptsAreIgnored();
        started.signal(deaf ? "TERM" : "INT");
        var run = started.run();
        assertThat(run.code()).isEqualTo(deaf ? 143 : 130);
        assertThat(run.errors()).contains("saved", "--resume").doesNotContain("Exception");
        assertThat(run.output()).isEmpty();
        assertThat(carousel.run("inspect", "run.safetensors").succeeded().output())
                .contains("interrupted");
        assertFinishedAsIfLeftAlone();
    }

    /** A shell that runs a build in the background has its children ignore Ctrl-C. */
    private static boolean interruptsAreIgnored() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void aRunWithOtherSettingsOrDataIsRefusedAndAFinishedOneSaysSo() throws Exception {
        carousel.run(command("run.safetensors")).succeeded();
        assertThat(carousel.run(command("run.safetensors", "--resume"))
                        .succeeded()
                        .errors())
                .contains("finished already");
        Files.delete(carousel.path("run.png"));
        Files.createDirectory(carousel.path("run.checkpoints"));
        Files.write(carousel.path("run.checkpoints/.carousel-1-1.tmp"), new byte[9]);
        assertFinishedAsIfLeftAlone();
        carousel.run(command("run.safetensors", "--resume", "--layers", "2"))
                .failedWith(2, "--layers 1", "now it is 2");
        Files.writeString(carousel.path("text.txt"), "more\n", java.nio.file.StandardOpenOption.APPEND);
        carousel.run(command("run.safetensors", "--resume")).failedWith(1, "--train text.txt (SHA-256");
        assertThat(carousel.sha256("run.safetensors")).isEqualTo(undisturbed);
    }

    @Test
    void otherSettingsThanACheckpointsAreRefused() throws Exception {
        var started = carousel.start(command("run.safetensors"));
        started.await(() -> Moment.FIRST_CHECKPOINT.safelyReached(carousel));
        started.kill();
        carousel.run(command("run.safetensors", "--resume", "--seed", "2")).failedWith(2, "--seed 1", "now it is 2");
        assertThat(carousel.run(command("run.safetensors", "--resume", "--threads", "1"))
                        .succeeded()
                        .errors())
                .contains("resuming at step");
        assertThat(carousel.sha256("run.safetensors")).isEqualTo(undisturbed);
    }
}
