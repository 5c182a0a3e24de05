package carousel.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One hypothesis for each source: a symbol is chosen and never taken back. A draw is that of the symbol's place and so the
 * same for a source alone and among others. Immutable, safe for many threads.
 *
 * <pre>
 * var best = new Rollout(new Greedy(), end).search(model.read(sources), requests);      // a Request for each source
 * </pre>
 *
 * @param choice of each symbol
 * @param end the symbol behind the last
 */
public record Rollout(Choice choice, int end) implements Search {

    @Override
    public <S> List<List<Hypothesis>> search(Autoregressive<S> model, List<Request> requests) {
        var found = new ArrayList<List<Hypothesis>>(IntStream.range(0, requests.size())
                .mapToObj(i -> List.<Hypothesis>of())
                .toList());
        var front = new Front<>(model, requests);
        while (!front.isEmpty()) {
            var longer = new ArrayList<Front.Extension>();
            for (int row = 0; row < front.prefixes().size(); row++) {
                var prefix = front.prefixes().get(row);
                int longest = requests.get(prefix.source()).longest();
                var logits = possible(front.next().row(row), prefix, longest);
                int symbol = choice.choose(logits, prefix.symbols().length);
                if (logits[symbol] == Float.NEGATIVE_INFINITY) {
                    continue;
                }
                double total = prefix.logProbability() + front.next().logProbability(row, symbol);
                if (symbol == end) {
                    found.set(
                            prefix.source(),
                            List.of(new Hypothesis(prefix.symbols(), total, total, true, front.looked(row))));
                } else if (prefix.symbols().length + 1 == longest) {
                    found.set(
                            prefix.source(),
                            List.of(new Hypothesis(prefix.longer(symbol), total, total, false, front.looked(row))));
                } else {
                    longer.add(new Front.Extension(row, symbol, total));
                }
            }
            front.advance(longer);
        }
        return List.copyOf(found);
    }

    private float[] possible(float[] logits, Front.Prefix prefix, int longest) {
        for (int symbol = 0; symbol < logits.length; symbol++) {
            if (!prefix.possible(symbol, end, longest)) {
                logits[symbol] = Float.NEGATIVE_INFINITY;
            }
        }
        return logits;
    }
}
