package carousel.decode;

import carousel.decode.Front.Extension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Beam search: of all that could be written next, a few hypotheses are kept (Lowerre 1976; with the penalties of Wu et al.
 * 2016).
 *
 * <pre>
 * score(y) = log p(y) / lp(y) + cp(y)
 * lp(y)    = ((5 + |y|) / 6)^α                          |y| symbols, the end included
 * cp(y)    = β Σ log min(Σ a(t,j), 1)                   over steps j of the source, t of the translation
 * </pre>
 *
 * <p>In each step the most probable extensions are kept, of equal ones that of the better hypothesis and then the lower symbol.
 * One that ends keeps its place in the beam, which grows narrower by it; a width of one is therefore greedy, and a beam as wide
 * as all there is finds the best. Hypotheses are ranked by their score. The search stops as soon as nothing that is still
 * being written can be better than the best that were asked for. All sources go on together, each as if alone. Immutable, safe
 * for many threads.
 *
 * <pre>
 * var beam = Beam.of(5, end).withLengthPenalty(0.6).withBest(3);
 * var best = beam.search(model.read(sources), requests).get(0).get(0);      // a Request for each source
 * </pre>
 *
 * @param width hypotheses of each source
 * @param end the symbol behind the last
 * @param best how many are wanted
 * @param lengthPenalty α, 0 for none: the larger, the longer
 * @param coveragePenalty β, 0 for none: the larger, the less of the source is left out
 */
public record Beam(int width, int end, int best, double lengthPenalty, double coveragePenalty) implements Search {

    public Beam {
        if (width < 1 || best < 1 || best > width) {
            throw new IllegalArgumentException("beam: given a width of " + width + " and " + best
                    + " hypotheses, needed a width of 1 or more and no more hypotheses than that");
        }
        if (!(lengthPenalty >= 0 && coveragePenalty >= 0)) {
            throw new IllegalArgumentException(
                    "beam: given penalties " + lengthPenalty + " and " + coveragePenalty + ", needed 0 or more");
        }
    }

    /** The best one, without penalties. */
    public static Beam of(int width, int end) {
        return new Beam(width, end, 1, 0, 0);
    }

    public Beam withBest(int best) {
        return new Beam(width, end, best, lengthPenalty, coveragePenalty);
    }

    public Beam withLengthPenalty(double alpha) {
        return new Beam(width, end, best, alpha, coveragePenalty);
    }

    public Beam withCoveragePenalty(double beta) {
        return new Beam(width, end, best, lengthPenalty, beta);
    }

    @Override
    public <S> List<List<Hypothesis>> search(Autoregressive<S> model, List<Request> requests) {
        var sources = requests.stream().map(Source::new).toList();
        var front = new Front<>(model, requests);
        while (!front.isEmpty()) {
            var longer = new ArrayList<Extension>();
            var prefixes = front.prefixes();
            for (int from = 0, to; from < prefixes.size(); from = to) {
                int source = prefixes.get(from).source();
                to = from;
                while (to < prefixes.size() && prefixes.get(to).source() == source) {
                    to++;
                }
                longer.addAll(sources.get(source).step(front, from, to));
            }
            front.advance(longer);
        }
        return sources.stream().map(Source::ranked).toList();
    }

    /** The search for one source. */
    private final class Source {
        private final int longest;
        private final List<Hypothesis> ended = new ArrayList<>();
        private final List<Hypothesis> cut = new ArrayList<>();

        Source(Request request) {
            longest = request.longest();
        }

        /** The hypotheses that go on, out of those of some rows. */
        List<Extension> step(Front<?> front, int from, int to) {
            var longer = new ArrayList<Extension>();
            for (var extension : extensions(front, from, to)) {
                var prefix = front.prefixes().get(extension.row());
                if (extension.symbol() == end) {
                    ended.add(hypothesis(prefix.symbols(), extension, front, true));
                } else if (prefix.symbols().length + 1 == longest) {
                    cut.add(hypothesis(prefix.longer(extension.symbol()), extension, front, false));
                } else {
                    longer.add(extension);
                }
            }
            return hopeless(longer) ? List.of() : longer;
        }

        /** The best of all, as many as the beam still has room for. */
        private List<Extension> extensions(Front<?> front, int from, int to) {
            int room = width - ended.size();
            var all = new ArrayList<Extension>();
            for (int row = from; row < to; row++) {
                var prefix = front.prefixes().get(row);
                for (int symbol : front.next().best(row, room, s -> prefix.possible(s, end, longest))) {
                    double total = prefix.logProbability() + front.next().logProbability(row, symbol);
                    if (Double.isNaN(total)) {
                        throw new IllegalArgumentException("beam: the scores of source " + prefix.source() + ", symbol "
                                + prefix.symbols().length + " are no numbers; has the model diverged?");
                    }
                    all.add(new Extension(row, symbol, total));
                }
            }
            all.sort(Comparator.comparingDouble(Extension::logProbability).reversed());
            return all.subList(0, Math.min(room, all.size()));
        }

        private Hypothesis hypothesis(int[] symbols, Extension extension, Front<?> front, boolean whole) {
            var attention = front.looked(extension.row());
            double score =
                    extension.logProbability() / lengthFactor(symbols.length + (whole ? 1 : 0)) + coverage(attention);
            return new Hypothesis(symbols, extension.logProbability(), score, whole, attention);
        }

        /** Whether none can become better than the best that have ended. */
        private boolean hopeless(List<Extension> longer) {
            if (ended.size() < best || longer.isEmpty()) {
                return longer.isEmpty();
            }
            double needed = ranked().getLast().score();
            double hope = longer.getFirst().logProbability() / lengthFactor(longest);
            return needed >= hope;
        }

        List<Hypothesis> ranked() {
            var falling = Comparator.comparingDouble(Hypothesis::score).reversed();
            var ranked = new ArrayList<>(ended);
            ranked.sort(falling);
            cut.sort(falling);
            ranked.addAll(cut);
            return List.copyOf(ranked.subList(0, Math.min(best, ranked.size())));
        }
    }

    private double lengthFactor(int symbols) {
        return StrictMath.pow((5.0 + symbols) / 6.0, lengthPenalty);
    }

    private double coverage(float[][] attention) {
        if (coveragePenalty == 0 || attention.length == 0) {
            return 0;
        }
        double sum = 0;
        for (int j = 0; j < attention[0].length; j++) {
            double seen = 0;
            for (var weights : attention) {
                seen += weights[j];
            }
            sum += StrictMath.log(Math.clamp(seen, Float.MIN_NORMAL, 1));
        }
        return coveragePenalty * sum;
    }
}
