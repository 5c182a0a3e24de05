package carousel.bench.peer;

import carousel.bench.work.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.TreeSet;

/** Times Carousel beside its peers and writes the table as Markdown and JSON. docs/BENCHMARKS.md has the commands. */
public final class PeerBenchmarks {
    private PeerBenchmarks() {}

    /** No arguments: see {@link Options#ofProperties}. Exit code 1 when a row failed, 2 when no row has such a name. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var options = Options.ofProperties();
        if (Rows.matching(options.rows()).isEmpty()) {
            System.err.println("peer benchmarks: no row's name has '" + options.rows() + "'");
            System.exit(2);
        }
        Files.createDirectories(options.folder());
        var report = run(options);
        var table = Table.of(report);
        var markdown = options.folder().resolve("peers.md");
        var json = options.folder().resolve("peers.json");
        Files.writeString(markdown, table);
        Files.writeString(json, report.json());
        System.out.println("\n" + table + "\nWritten to " + markdown + " and " + json);
        if (report.results().stream().anyMatch(Result::failed)) {
            System.exit(1);
        }
    }

    private static Report run(Options options) throws IOException, InterruptedException {
        var machine = Machine.measure(options.threads());
        var results = new ArrayList<Result>();
        var rows = Rows.matching(options.rows());
        var missing = new TreeSet<String>();
        try (var crew = new Crew(options, System.out)) {
            for (var row : rows) {
                var result = Race.run(row, crew.of(row), options);
                results.add(result);
                if (result.failed()) {
                    crew.dismiss(); // whatever state its processes are in
                }
                System.out.println(results.size() + "/" + rows.size() + " " + Table.brief(result));
            }
            crew.missing().forEach(library -> missing.add(library.title()));
        }
        return new Report(machine, options.effort(), missing, results);
    }
}
