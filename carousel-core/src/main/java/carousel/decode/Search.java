package carousel.decode;

import java.util.Collections;
import java.util.List;

/** Finds what a model means to write. Implementations are immutable and safe for many threads. */
public interface Search {

    /**
     * The best hypotheses for each source, the best first. Those that have ended come before those that were cut. There is
     * none where what is allowed contradicts itself.
     *
     * @param model whose start state has a row for each source
     * @param requests one for each source
     */
    <S> List<List<Hypothesis>> search(Autoregressive<S> model, List<Request> requests);

    /** The same with one request for so many sources. */
    default <S> List<List<Hypothesis>> search(Autoregressive<S> model, int sources, Request request) {
        return search(model, Collections.nCopies(sources, request));
    }
}
