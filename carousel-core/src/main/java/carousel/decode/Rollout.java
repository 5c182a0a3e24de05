package carousel.decode;

import carousel.decode.Front.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One hypothesis for each source, or several in the order in which they are drawn: a symbol is chosen and never taken back. A
 * draw is that of the request's number, the hypothesis and the symbol's place, and so the same for a source alone and among
 * others, for a hypothesis alone and before others. Immutable, safe for many threads.
 *
 * <pre>
 * var best = new Rollout(new Greedy(), end).search(model.read(sources), requests);      // a Request for each source
 * var three = new Rollout(Sample.seed(1), end).withTexts(3);
 * </pre>
 *
 * @param choice of each symbol
 * @param end the symbol behind the last
 * @param texts hypotheses of each source
 */
public record Rollout(Choice choice, int end, int texts) implements Search {

    public Rollout {
        if (texts < 1) {
            throw new IllegalArgumentException("rollout: given " + texts + " hypotheses, needed 1 or more");
        }
    }

    public Rollout(Choice choice, int end) {
        this(choice, end, 1);
    }

    public Rollout withTexts(int texts) {
        return new Rollout(choice, end, texts);
    }

    @Override
    public <S> List<List<Hypothesis>> search(Autoregressive<S> model, List<Request> requests) {
        var written = new ArrayList<List<Text>>();
        for (int source = 0; source < requests.size(); source++) {
            written.add(texts(requests.get(source), source));
        }
        var front = new Front<>(model, requests);
        var going = written.stream().flatMap(List::stream).toList();
        while (!going.isEmpty()) {
            var longer = new ArrayList<Extension>();
            var still = new ArrayList<Text>();
            for (var text : going) {
                for (var extension : text.step(front)) {
                    text.row = longer.size();
                    longer.add(extension);
                    still.add(text);
                }
            }
            front.advance(longer);
            going = still;
        }
        return written.stream()
                .map(some -> some.stream().flatMap(text -> text.found.stream()).toList())
                .toList();
    }

    private List<Text> texts(Request request, int row) {
        return IntStream.range(0, texts)
                .mapToObj(i -> new Text(request, choice.of(request.number(), i), row))
                .toList();
    }

    /** One that is being written. */
    private final class Text {
        private final Request request;
        private final Choice choice;
        private final List<Hypothesis> found = new ArrayList<>();
        private int row;

        Text(Request request, Choice choice, int row) {
            this.request = request;
            this.choice = choice;
            this.row = row;
        }

        /** One symbol more; none where it ends, is cut, or nothing is possible. */
        List<Extension> step(Front<?> front) {
            var prefix = front.prefixes().get(row);
            var logits = possible(front.next().row(row), prefix, request.longest());
            int symbol = choice.choose(logits, prefix.symbols().length);
            if (logits[symbol] == Float.NEGATIVE_INFINITY) {
                return List.of();
            }
            double total = prefix.logProbability() + front.next().logProbability(row, symbol);
            if (symbol == end) {
                found.add(new Hypothesis(prefix.symbols(), total, total, true, front.looked(row)));
            } else if (prefix.symbols().length + 1 == request.longest()) {
                found.add(new Hypothesis(prefix.longer(symbol), total, total, false, front.looked(row)));
            } else {
                return List.of(new Extension(row, symbol, total));
            }
            return List.of();
        }
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
