package carousel.bench.peer;

import carousel.bench.work.Group;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that was measured. Immutable.
 *
 * @param missing titles of libraries that did not load
 */
record Report(Machine machine, Options.Effort effort, Set<String> missing, List<Result> results) {

    Report {
        missing = Set.copyOf(missing);
        results = List.copyOf(results);
    }

    List<Result> of(Group group) {
        return results.stream().filter(result -> result.row().group() == group).toList();
    }

    /** The geometric mean of the ratios of some results; not a number when none has one. */
    static double mean(List<Result> results) {
        return Math.exp(results.stream()
                .filter(Result::timed)
                .flatMap(result -> result.ratio().stream())
                .mapToDouble(Math::log)
                .average()
                .orElse(Double.NaN));
    }

    /** The geometric mean of each family of a group that has ratios. */
    TreeMap<String, Double> means(Group group) {
        var families = new TreeSet<String>();
        of(group).forEach(result -> families.add(result.row().family()));
        var means = new TreeMap<String, Double>();
        for (var family : families) {
            double mean = mean(of(group).stream()
                    .filter(result -> result.row().family().equals(family))
                    .toList());
            if (!Double.isNaN(mean)) {
                means.put(family, mean);
            }
        }
        return means;
    }

    /** All samples, for other programs. */
    String json() {
        record Samples(String library, int threads, double medianMillis, List<Double> millis) {}
        record Line(
                String row, String failure, double operations, double cacheGigabytesPerSecond, List<Samples> timings) {}
        record All(Machine machine, Options.Effort effort, Set<String> missing, List<Line> rows) {}
        var lines = results.stream()
                .map(result -> new Line(
                        result.row().name(),
                        result.failure(),
                        result.row().operations(),
                        result.readable(),
                        result.timings().stream()
                                .map(timing -> new Samples(
                                        timing.library().title(), timing.threads(), timing.millis(), timing.samples()))
                                .toList()))
                .toList();
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(new All(machine, effort, missing, lines));
    }
}
