package carousel.cli.translate.pairs;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.labelled.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether pairs with the same source belong together. */
public enum References {
    /** Each pair stands alone: what is written is held beside its other side. */
    SINGLE {
        @Override
        public List<List<SentencePair>> groups(List<SentencePair> pairs) {
            return pairs.stream().map(List::of).toList();
        }

        @Override
        Split<SentencePair> holdOut(Labelled<SentencePair> all, double part, long seed) {
            return Split.holdOut(all, part, seed);
        }

        @Override
        Split<SentencePair> last(Labelled<SentencePair> all, int count) {
            int size = all.examples().size();
            return new Split<>(
                    all.with(all.examples().subList(0, size - count)),
                    all.with(all.examples().subList(size - count, size)));
        }

        @Override
        public void rates(Map<String, Object> figures, double exact, double errors) {
            figures.put("wer", errors);
        }
    },
    /** What is written of a source is held beside all that it may become; a source is a word, its symbols become phonemes. */
    GROUPED {
        @Override
        public List<List<SentencePair>> groups(List<SentencePair> pairs) {
            var groups = new LinkedHashMap<String, List<SentencePair>>();
            pairs.forEach(pair -> groups.computeIfAbsent(pair.source(), _ -> new ArrayList<>())
                    .add(pair));
            return List.copyOf(groups.values());
        }

        @Override
        Split<SentencePair> holdOut(Labelled<SentencePair> all, double part, long seed) {
            var firsts = groups(all.examples()).stream().map(List::getFirst).toList();
            return held(all, Split.holdOut(all.with(firsts), part, seed).held().examples());
        }

        @Override
        Split<SentencePair> last(Labelled<SentencePair> all, int count) {
            int size = all.examples().size();
            return held(all, all.examples().subList(size - count, size));
        }

        /** All pairs with the source of one of these. */
        private static Split<SentencePair> held(Labelled<SentencePair> all, List<SentencePair> some) {
            var sources = some.stream().map(SentencePair::source).collect(toSet());
            var sides = all.examples().stream().collect(partitioningBy(pair -> sources.contains(pair.source())));
            return new Split<>(all.with(sides.get(false)), all.with(sides.get(true)));
        }

        @Override
        public void rates(Map<String, Object> figures, double exact, double errors) {
            figures.put("wer", 1 - exact);
            figures.put("per", errors);
        }
    };

    /** What belongs together, in the order of the first of each. */
    public abstract List<List<SentencePair>> groups(List<SentencePair> pairs);

    /** Holds back a part of them; what belongs together stays so. */
    abstract Split<SentencePair> holdOut(Labelled<SentencePair> all, double part, long seed);

    /** Holds back so many last pairs, and what belongs to them. */
    abstract Split<SentencePair> last(Labelled<SentencePair> all, int count);

    /**
     * Tells error rates.
     *
     * @param exact the part of the sources that became what they should
     * @param errors for each symbol that was expected
     */
    public abstract void rates(Map<String, Object> figures, double exact, double errors);
}
