package carousel.model.wording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What the symbols of a text are pieces of. Immutable as long as nobody writes into the array.
 *
 * @param names of the parts
 * @param of each symbol the number of its part, rising
 */
record Parts(List<String> names, int[] of) {

    /** Each symbol is a part. */
    static Parts single(List<String> names) {
        var of = new int[names.size()];
        Arrays.setAll(of, i -> i);
        return new Parts(List.copyOf(names), of);
    }

    /** So many symbols, of which some begin a part, the first one among them. */
    static Parts of(int symbols, int[] starts, Function<int[], String> name, int... ids) {
        var names = new ArrayList<String>();
        var of = new int[symbols];
        for (int p = 0; p < starts.length; p++) {
            int to = p + 1 < starts.length ? starts[p + 1] : symbols;
            names.add(name.apply(Arrays.copyOfRange(ids, starts[p], to)));
            Arrays.fill(of, starts[p], to, p);
        }
        return new Parts(names, of);
    }

    int count() {
        return names.size();
    }
}
