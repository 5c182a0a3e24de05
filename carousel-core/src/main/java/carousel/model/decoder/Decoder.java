package carousel.model.decoder;

import carousel.data.Lengths;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Sequence;
import carousel.layer.attention.Attention;
import carousel.layer.attention.Attention.Glance;
import carousel.layer.attention.Past;
import carousel.layer.attention.View;
import carousel.recurrent.Causal;
import carousel.recurrent.Stacked;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * What writes the other sequence: recurrent layers that read its symbols, and are told of the source as a coupling says.
 * Immutable, safe for many threads.
 *
 * @param rnn the recurrent layers
 * @param bridge makes their first state
 * @param coupling what they are told at every step
 */
public record Decoder(Stacked rnn, Bridge bridge, Coupling coupling) {

    /**
     * Where some sequences stand; a row for each.
     *
     * @param rnn of the recurrent layers
     * @param shown [R,O], what the output layer reads
     * @param context [R,C], what every step reads of the source
     * @param past where they have looked
     */
    public record State(Causal.State rnn, Tensor shown, Tensor context, Past past) {

        State first(int rows) {
            return rows == shown.rows() ? this : Tree.map(this, tensor -> tensor.rows(0, rows));
        }
    }

    /** Before the first symbol; the summaries [R,E] of their sources, and what every step reads of them [R,C]. */
    public State start(Tensor summary, Tensor told, View view) {
        var rnnState = bridge.state(rnn, summary);
        var shown =
                Tensor.zeros(summary.rows(), coupling.shown(rnn.output(rnnState).columns()));
        return new State(rnnState, shown, told, view.start());
    }

    /** After one more symbol of each row. */
    public State step(Embedding target, int[] symbols, State state, View view) {
        return step(
                state,
                view,
                (before, told) -> told.length == 0
                        ? rnn.step(target, symbols, before)
                        : rnn.step(beside(target.apply(symbols), told), before));
    }

    /** Takes the recurrent layers one step on, told of nothing but the symbols or of one thing more: [R,C]. */
    private interface Advance {
        Causal.State step(Causal.State state, Tensor... told);
    }

    private State step(State state, View view, Advance advance) {
        if (!(coupling instanceof Coupling.Attentive attentive)) {
            var next = coupling.fed() > 0 ? advance.step(state.rnn(), state.context()) : advance.step(state.rnn());
            return new State(next, rnn.output(next), state.context(), state.past());
        }
        if (attentive.feeding() == Feeding.BEFORE) {
            var glance = attentive.attention().look(rnn.output(state.rnn()), view, state.past());
            var next = advance.step(state.rnn(), glance.context());
            return shown(attentive, next, rnn.output(next), glance, state);
        }
        var next = attentive.feeding() == Feeding.NONE
                ? advance.step(state.rnn())
                : advance.step(state.rnn(), state.shown());
        var h = rnn.output(next);
        return shown(attentive, next, h, attentive.attention().look(h, view, state.past()), state);
    }

    /** Vectors, and on their right what is told. */
    private static Tensor beside(Tensor vectors, Tensor... told) {
        return told.length == 0 ? vectors : Tensor.concatColumns(vectors, told[0]);
    }

    private static State shown(Coupling.Attentive attentive, Causal.State next, Tensor h, Glance glance, State before) {
        return new State(next, readout(attentive, h, glance), before.context(), glance.past());
    }

    private static Tensor readout(Coupling.Attentive attentive, Tensor h, Glance glance) {
        return attentive
                .readout()
                .apply(Tensor.concatColumns(h, glance.context()))
                .tanh();
    }

    /**
     * All steps of whole sequences.
     *
     * @param shown [N,O], what the output layer reads
     * @param pasts before the first step and after each one, if there is attention
     */
    public record Written(Sequence shown, List<Past> pasts) {

        /** How much each row looks at each step of its source: [N,L]. */
        public Tensor weights() {
            return Tensor.concatRows(pasts.stream().skip(1).map(Past::last).toArray(Tensor[]::new));
        }

        /** What it costs that a row looks again at what was seen before: [N,1]. */
        public Tensor repetition() {
            var steps = new ArrayList<Tensor>();
            for (int t = 1; t < pasts.size(); t++) {
                var after = pasts.get(t);
                steps.add(Attention.repetition(
                        first(pasts.get(t - 1), after.last().rows()), after));
            }
            return Tensor.concatRows(steps.toArray(Tensor[]::new));
        }
    }

    /** Whole sequences, whose symbols are given: packed [N,F], the state and what rows look at in packed order. */
    public Written write(Sequence vectors, State start, View view) {
        return switch (coupling) {
            case Coupling.Initial _ ->
                new Written(rnn.scan(vectors, start.rnn()).outputs(), List.of());
            case Coupling.Context _, Coupling.Concatenated _ ->
                new Written(
                        rnn.scan(beside(vectors, start.context()), start.rnn()).outputs(), List.of());
            case Coupling.Attentive attentive
            when attentive.feeding() == Feeding.NONE ->
                looks(attentive, rnn.scan(vectors, start.rnn()).outputs(), start, view);
            case Coupling.Attentive _ -> steps(vectors, start, view);
        };
    }

    /** Each row with that of its sequence on its right. */
    private static Sequence beside(Sequence vectors, Tensor context) {
        var rows = vectors.lengths().sequences();
        return vectors.map(x -> Tensor.concatColumns(x, context.gather(rows)));
    }

    /** The looks of recurrent layers that are not told. */
    private static Written looks(Coupling.Attentive attentive, Sequence outputs, State start, View view) {
        return attentive.attention().score().remembers()
                ? looksInTurn(attentive, outputs, start, view)
                : looksAtOnce(attentive, outputs, start, view);
    }

    /** All steps look at the same time: none depends on where others have looked. The same bits as one after the other. */
    private static Written looksAtOnce(Coupling.Attentive attentive, Sequence outputs, State start, View view) {
        var lengths = outputs.lengths();
        var each = view.looking(lengths.sequences());
        var weights = attentive.attention().weights(outputs.rows(), each, each.start()); // [P,1]
        var seen = each.pairs().mix(weights, each.values());
        return written(attentive, outputs, seen, pasts(lengths, start, view, each, weights));
    }

    /** Where rows have looked before the first step and after each one. */
    private static List<Past> pasts(Lengths lengths, State start, View view, View each, Tensor weights) {
        var pasts = new ArrayList<>(List.of(start.past()));
        for (int t = 0; t < lengths.steps(); t++) {
            var alive = view.pairs().first(lengths.alive(t));
            int from = each.pairs().offset(lengths.offset(t));
            var table = alive.table(weights.rows(from, from + alive.count()), view.longest());
            pasts.add(first(pasts.getLast(), alive.rows()).with(table));
        }
        return pasts;
    }

    private static Written looksInTurn(Coupling.Attentive attentive, Sequence outputs, State start, View view) {
        var shown = new ArrayList<Tensor>();
        var pasts = new ArrayList<>(List.of(start.past()));
        for (int t = 0; t < outputs.lengths().steps(); t++) {
            var h = outputs.step(t);
            var alive = view.first(h.rows());
            var glance = attentive.attention().look(h, alive, first(pasts.getLast(), h.rows()));
            shown.add(glance.context());
            pasts.add(glance.past());
        }
        return written(attentive, outputs, rows(shown, view.values().columns()), pasts);
    }

    private static Written written(Coupling.Attentive attentive, Sequence outputs, Tensor seen, List<Past> pasts) {
        return new Written(
                outputs.map(h ->
                        attentive.readout().apply(Tensor.concatColumns(h, seen)).tanh()),
                pasts);
    }

    private Written steps(Sequence vectors, State start, View view) {
        var lengths = vectors.lengths();
        var shown = new ArrayList<Tensor>();
        var pasts = new ArrayList<>(List.of(start.past()));
        var state = start;
        for (int t = 0; t < lengths.steps(); t++) {
            int step = t;
            int alive = lengths.alive(t);
            var x = vectors.step(t);
            state = step(
                    state.first(alive),
                    view.first(alive),
                    (before, told) -> advance(beside(x, told), before, lengths, step));
            shown.add(state.shown());
            pasts.add(state.past());
        }
        return new Written(new Sequence(rows(shown, start.shown().columns()), lengths), pasts);
    }

    private static Past first(Past past, int rows) {
        return Tree.map(past, tensor -> tensor.rows(0, rows));
    }

    private static Tensor rows(List<Tensor> steps, int columns) {
        return steps.isEmpty() ? Tensor.zeros(0, columns) : Tensor.concatRows(steps.toArray(Tensor[]::new));
    }

    /**
     * One step of the layers as part of whole sequences: while it is learned from, each is one node on the tape, with dropout
     * between them as in {@link Stacked#scan}.
     */
    private Causal.State advance(Tensor x, Causal.State state, Lengths lengths, int t) {
        if (!Tape.recording()) {
            return rnn.step(x, state);
        }
        var states = ((Stacked.States) state.inner()).layers();
        var next = new ArrayList<Causal.State>();
        var below = x;
        for (int i = 0; i < states.size(); i++) {
            var input = i == 0 ? below : between(i - 1).step(below, lengths, t);
            var scan = rnn.layers().get(i).scan(new Sequence(input, Lengths.uniform(x.rows(), 1)), states.get(i));
            next.add(scan.last());
            below = scan.outputs().rows();
        }
        return new Causal.State(new Stacked.States(next));
    }

    private Dropout between(int i) {
        return rnn.between().get(i);
    }
}
