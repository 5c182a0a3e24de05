package carousel.cli;

import carousel.kernel.Gemm;
import carousel.kernel.Panels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A product of matrices [M,K] · [K,N] and the rates it was measured with, by threads. One thread at a time. */
final class Product {
    private static final double BURST_SECONDS = 0.003;
    private static final int BURSTS = 10;
    private static final double WARM_UP_OPERATIONS = 4e9;

    private final int m;
    private final int k;
    private final int n;
    private final float[] a;
    private final float[] c;
    private final Panels b;
    private final Map<Integer, List<Double>> rates = new LinkedHashMap<>();
    private int calls = 1;

    private Product(int m, int k, int n) {
        this.m = m;
        this.k = k;
        this.n = n;
        this.a = numbers(m * k);
        this.b = Panels.of(numbers(k * n), k, n);
        this.c = new float[m * n];
    }

    static Product of(int... shape) {
        return new Product(shape[0], shape[1], shape[2]);
    }

    private static float[] numbers(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i * 31L % 97 - 48) / 97f;
        }
        return numbers;
    }

    int m() {
        return m;
    }

    int k() {
        return k;
    }

    int n() {
        return n;
    }

    /** GFLOP/s of every sample, by threads. */
    Map<Integer, List<Double>> rates() {
        return rates;
    }

    /** Compiles the code and finds out how many calls fill a burst. */
    void warmUp() {
        double rate = gflops((int) Math.ceil(WARM_UP_OPERATIONS / operations()));
        calls = (int) Math.max(1, Math.ceil(BURST_SECONDS * 1e9 * rate / operations()));
    }

    /** Takes one sample on the current threads: like the peak, the best of several short bursts. */
    void measure(int threads) {
        double best = 0;
        for (int i = 0; i < BURSTS; i++) {
            best = Math.max(best, gflops(calls));
        }
        rates.computeIfAbsent(threads, t -> new ArrayList<>()).add(best);
    }

    private double operations() {
        return 2.0 * m * k * n;
    }

    private double gflops(int repetitions) {
        long start = System.nanoTime();
        for (int i = 0; i < repetitions; i++) {
            Gemm.multiply(a, m, b, c);
        }
        return operations() * repetitions / (System.nanoTime() - start);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** One result by name. */
    Map<String, Object> json(int threads, double rate, double fraction) {
        var json = new LinkedHashMap<String, Object>();
        json.put("m", m);
        json.put("k", k);
        json.put("n", n);
        json.put("threads", threads);
        json.put("gflops", rate);
        json.put("of_peak", fraction);
        return json;
    }
}
