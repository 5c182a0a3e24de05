package carousel.cli;

import static carousel.store.Settings.require;

import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.kernel.Peak;
import carousel.kernel.Simd;
import carousel.kernel.Workers;
import carousel.store.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code carousel bench}. Immutable. */
record Bench() implements Command<Bench.Options> {
    /** M, K, N of products that recurrent networks are made of: a step's, a window's, and those of small models. */
    private static final int[][] SHAPES = {
        {1, 512, 2048}, {8, 512, 2048}, {32, 512, 2048}, {64, 512, 2048}, {1536, 512, 2048},
        {32, 128, 512}, {32, 256, 1024}, {64, 256, 1024}, {64, 1024, 4096}, {2048, 256, 1024},
        {2048, 512, 100}, {512, 650, 10000},
    };

    /** The options. Immutable. */
    record Options(
            @Setting(value = "repetitions of every measurement", preset = "7")
            int rounds,

            Threads threads) {

        Options {
            require(rounds >= 1, "rounds", "1 or more", rounds);
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "bench",
                List.of(),
                "",
                "Measure this machine, and what Carousel makes of it.",
                """

                First the peak: fused multiply-adds in registers. Then products of matrices, M x K by K x N, on one thread and
                on all, as GFLOP/s and as a fraction of the peak of so many threads; medians of
                interleaved samples, each the best of several short bursts.
                Takes about 20 seconds; let nothing else run meanwhile.""",
                "carousel bench --json");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        int all = options.threads().call(() -> Workers.current().threads());
        var measured = all == 1 ? List.of(1) : List.of(1, all);
        var products = Arrays.stream(SHAPES).map(Product::of).toList();
        measured.forEach(threads -> on(threads, () -> products.forEach(Product::warmUp)));
        var peaks = new LinkedHashMap<Integer, List<Double>>();
        for (int round = 0; round < options.rounds(); round++) {
            for (int threads : measured) {
                if (round % 3 == 0) {
                    peaks.computeIfAbsent(threads, t -> new ArrayList<>()).add(Peak.gflops(threads));
                }
                on(threads, () -> products.forEach(product -> product.measure(threads)));
            }
        }
        return report(console, products, peaks);
    }

    private static void on(int threads, Runnable work) {
        try (var workers = Workers.of(threads)) {
            workers.call(() -> {
                work.run();
                return threads;
            });
        }
    }

    private static int report(Console console, List<Product> products, Map<Integer, List<Double>> peaks) {
        console.line(Simd.bits() == 0 ? "scalar code" : Simd.bits() + "-bit vectors");
        var results = new ArrayList<Map<String, Object>>();
        var json = new LinkedHashMap<String, Object>();
        json.put("vector_bits", Simd.bits());
        peaks.forEach((threads, rates) -> {
            double peak = Product.median(rates);
            console.line(String.format(Locale.ROOT, "peak on %d thread(s): %.1f GFLOP/s", threads, peak));
            json.put("peak_gflops_" + threads, peak);
        });
        console.line(String.format(
                Locale.ROOT, "%n%7s %6s %6s %8s %10s %8s", "M", "K", "N", "threads", "GFLOP/s", "of peak"));
        for (var product : products) {
            product.rates().forEach((threads, rates) -> {
                double rate = Product.median(rates);
                double fraction = rate / Product.median(peaks.get(threads));
                console.line(String.format(
                        Locale.ROOT,
                        "%7d %6d %6d %8d %10.1f %7.1f%%",
                        product.m(),
                        product.k(),
                        product.n(),
                        threads,
                        rate,
                        100 * fraction));
                results.add(product.json(threads, rate, fraction));
            });
        }
        json.put("products", results);
        console.json(json);
        return DONE;
    }
}
