package carousel.bench.peer;

import carousel.bench.contestant.Library;
import carousel.bench.work.Group;
import carousel.bench.work.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One row: everybody prepares, results are compared, everybody warms up, and then they take turns. */
final class Race {
    /** Threads of a native library that has just finished look for more work for a while before they sleep. */
    private static final long PAUSE_MILLIS = 25;

    private final Row row;
    private final Map<Library, Child> children;
    private final Options options;

    private Race(Row row, Map<Library, Child> children, Options options) {
        this.row = row;
        this.children = children;
        this.options = options;
    }

    /** One library with one number of threads. */
    private record Lane(Library library, Child child, int threads, List<Double> samples) {
        /** Native code is warm sooner than what the JVM compiles while it runs. */
        void warm(double seconds) {
            child.ask("warm", threads, library == Library.CAROUSEL ? seconds : seconds / 4);
        }

        void sample(double seconds) {
            samples.add(Double.parseDouble(child.ask("time", threads, seconds)) * 1e-6);
        }
    }

    static Result run(Row row, Map<Library, Child> children, Options options) throws IOException, InterruptedException {
        return new Race(row, children, options).run();
    }

    private Result run() throws IOException, InterruptedException {
        try {
            for (var child : children.values()) {
                child.ask("prepare", row.name());
            }
            var failure = check();
            var result = failure.isEmpty() ? time() : Result.failed(row, failure);
            for (var child : children.values()) {
                child.ask("release");
            }
            return result;
        } catch (Child.FailedException thrown) {
            return Result.failed(row, thrown.getMessage());
        }
    }

    /** Compares everybody's results with Carousel's; empty when they agree. */
    private String check() throws IOException {
        var ours = options.folder().toAbsolutePath().resolve("ours.safetensors");
        var theirs = options.folder().toAbsolutePath().resolve("theirs.safetensors");
        children.get(Library.CAROUSEL).ask("verify", ours);
        var failure = new StringBuilder();
        for (var library : children.keySet()) {
            if (library != Library.CAROUSEL) {
                children.get(library).ask("verify", theirs);
                Agreement.difference(ours, theirs)
                        .ifPresent(difference -> failure.append(library.title() + ": " + difference));
            }
        }
        Files.deleteIfExists(ours);
        Files.deleteIfExists(theirs);
        return failure.toString();
    }

    private Result time() throws InterruptedException {
        var effort = options.effort();
        if (effort.rounds() == 0) {
            return new Result(row, "", peers(), List.of(), 0);
        }
        double readable = row.group() == Group.BATCH1
                ? ReadBandwidth.gigabytesPerSecond(row.recurrentBytes(), options.threads())
                : 0;
        var lanes = lanes();
        for (var lane : lanes) {
            lane.warm(effort.warmSeconds());
            Thread.sleep(PAUSE_MILLIS);
        }
        for (int round = 0; round < effort.rounds(); round++) {
            for (int i = 0; i < lanes.size(); i++) {
                lanes.get((round + i) % lanes.size()).sample(effort.sampleSeconds());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        var timings = lanes.stream()
                .map(lane -> new Timing(lane.library(), lane.threads(), lane.samples()))
                .toList();
        return new Result(row, "", peers(), timings, readable);
    }

    private Set<Library> peers() {
        var peers = new TreeSet<>(children.keySet());
        peers.remove(Library.CAROUSEL);
        return peers;
    }

    /** Carousel on all its threads, every other library on one and on all. */
    private List<Lane> lanes() {
        var lanes = new ArrayList<Lane>();
        children.forEach((library, child) -> {
            lanes.add(new Lane(library, child, options.threads(), new ArrayList<>()));
            if (library != Library.CAROUSEL && options.threads() > 1) {
                lanes.add(new Lane(library, child, 1, new ArrayList<>()));
            }
        });
        return lanes;
    }
}
