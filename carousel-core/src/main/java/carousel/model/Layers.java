package carousel.model;

import static carousel.store.Settings.require;

import carousel.layer.Chain;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.SequenceLayer;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Causal;
import carousel.recurrent.Cell;
import carousel.recurrent.Merge;
import carousel.recurrent.Noise;
import carousel.recurrent.Noisy;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.WeightDrop;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Chrono;
import carousel.recurrent.cell.ForgetBias;
import carousel.recurrent.cell.Highway;
import carousel.recurrent.cell.LearnedStart;
import carousel.recurrent.cell.Residual;
import carousel.recurrent.cell.StateDropout;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The recurrent layers of a model: how many, of which cell, and what is done to them while they learn. Immutable. */
public record Layers(
        @Setting(
                value = "recurrent cell: lstm, gru, rnn, irnn, peephole, mgu or another of docs/EQUATIONS.md",
                preset = "lstm")
        CellKind cell,

        @Setting(value = "recurrent layers", preset = "1") int layers,

        @Setting("a cell for each layer from the lowest up, with commas between, instead of --cell and --layers")
        String cells,

        @Setting(value = "units of each recurrent layer, in each direction", preset = "256")
        int hidden,

        @Setting(value = "dropout on vectors, between layers and on outputs", preset = "0")
        float dropout,

        @Setting(value = "when dropout draws anew: at each step, or with each sequence (variational)", preset = "step")
        Dropout.Variation dropoutMask,

        @Setting(value = "dropout on what a layer sees of its own last output, drawn with each sequence", preset = "0")
        float stateDropout,

        @Setting(value = "zoneout: the probability that a unit keeps its state over a step", preset = "0")
        float zoneout,

        @Setting(value = "dropout on the weights of the recurrence, drawn with each update", preset = "0")
        float weightDrop,

        @Setting(
                value =
                        "a way around each layer above the first that reads as much as it shows: none, residual or highway",
                preset = "none")
        Around around,

        @Setting("learn the state before the first step") boolean learnedStart,

        @Setting(value = "initial bias of the forget gates of an LSTM", preset = "1")
        float forgetBias,

        @Setting(
                value = "gates begin with memories of up to so many steps (lstm, peephole, gru); 0: as usual",
                preset = "0")
        int chrono) {

    /** The name of the weights that {@code weightDrop} drops. */
    private static final String RECURRENT = "wh";

    /** What stands around the cell of a layer that has as many inputs as units. */
    public enum Around {
        /** Nothing. */
        NONE,
        /** {@link Residual}. */
        RESIDUAL,
        /** {@link Highway}. */
        HIGHWAY
    }

    public Layers {
        require(layers > 0, "layers", "1 or more", layers);
        require(hidden > 0, "hidden", "1 or more", hidden);
        for (var kind : kinds(cell, layers, cells)) {
            require(
                    forgetBias == 1 || ForgetBias.suits(kind),
                    "forget-bias",
                    "1 with a cell that is no LSTM with forget gates",
                    forgetBias);
            require(
                    stateDropout == 0 || StateDropout.suits(kind),
                    "state-dropout",
                    "0 with a cell that keeps its last output in the next one (leaky, mgu and all kinds of gru)",
                    stateDropout);
            require(
                    weightDrop == 0 || WeightDrop.suits(kind, RECURRENT),
                    "weight-drop",
                    "0 with a cell without a matrix " + RECURRENT + " (jordan, mgu, gru-reset-before)",
                    weightDrop);
            require(chrono == 0 || Chrono.suits(kind), "chrono", "0 with any cell but lstm, peephole and gru", chrono);
        }
        requireRate("dropout", dropout);
        requireRate("state-dropout", stateDropout);
        requireRate("zoneout", zoneout);
        requireRate("weight-drop", weightDrop);
        require(stateDropout == 0 || zoneout == 0, "zoneout", "0 with --state-dropout", zoneout);
        require(Float.isFinite(forgetBias), "forget-bias", "a number", forgetBias);
        require(chrono == 0 || chrono > 2, "chrono", "3 or more, or 0", chrono);
        require(chrono == 0 || forgetBias == 1, "forget-bias", "1 with --chrono", forgetBias);
    }

    private static List<CellKind> kinds(CellKind cell, int layers, String cells) {
        if (cells.isEmpty()) {
            return Collections.nCopies(layers, cell);
        }
        var labels = Arrays.stream(CellKind.values()).map(CellKind::label).toList();
        var kinds = new ArrayList<CellKind>();
        for (var name : cells.split(",", -1)) {
            int found = labels.indexOf(name.strip());
            require(found >= 0, "cells", "some of " + String.join(", ", labels), "'" + name + "'");
            kinds.add(CellKind.values()[found]);
        }
        require(layers == 1 || layers == kinds.size(), "layers", "as many as --cells has, or none", layers);
        return kinds;
    }

    /** The cell of each layer, from the lowest up. */
    public List<CellKind> kinds() {
        return kinds(cell, layers, cells);
    }

    private static void requireRate(String name, float rate) {
        require(rate >= 0 && rate < 1, name, "at least 0 and below 1", rate);
    }

    /** Whether anything needs layers that read in one direction alone. */
    boolean onlyCausal() {
        return stateDropout > 0 || zoneout > 0 || weightDrop > 0;
    }

    /** Whether, of layers that read in both directions, only the lowest does: a way around a layer needs equal sizes. */
    private boolean lowestAlone() {
        return around != Around.NONE && kinds().size() > 1;
    }

    /** Whether anything is said of the cells of recurrent layers, which other layers would leave undone. */
    boolean onlyRecurrent() {
        return onlyCausal() || around != Around.NONE || learnedStart || chrono > 0 || forgetBias != 1;
    }

    /** The same without noise on states and weights, and so many layers; 0: as many. */
    public Layers plain(int layers) {
        var quiet = Settings.with(Settings.with(this, "zoneout", 0), "state-dropout", 0);
        quiet = Settings.with(quiet, "weight-drop", 0);
        return layers == 0 ? quiet : Settings.with(quiet, "layers", layers);
    }

    /** Dropout as these settings want it. */
    public Dropout dropout(String site) {
        return new Dropout(dropout, site, dropoutMask);
    }

    /** Layers that read forwards. */
    public Stacked causal(int features, Init init) {
        return causal(0, features, init);
    }

    /** Those from a layer up, which read so many features. */
    private Stacked causal(int lowest, int features, Init init) {
        var stack = new ArrayList<Causal>();
        var between = new ArrayList<Dropout>();
        var kinds = kinds();
        for (int i = lowest; i < kinds.size(); i++) {
            int below = i == lowest ? features : hidden;
            var cell = cell(kinds.get(i), below, init);
            stack.add(layer(i > 0 && below == hidden ? around(cell, init) : cell, "layer." + i));
            if (i > lowest) {
                between.add(dropout("between." + (i - 1)));
            }
        }
        return new Stacked(stack, between);
    }

    /**
     * Layers that read in both directions; with ways around them the lowest alone, as that of Wu et al. (2016), where they
     * begin with the third layer: the second reads both directions side by side.
     */
    Chain bidirectional(int features, Merge merge, Init init) {
        var chain = new ArrayList<SequenceLayer>();
        var kinds = kinds();
        int both = lowestAlone() ? 1 : kinds.size();
        for (int i = 0; i < both; i++) {
            int below = i == 0 ? features : merge.width(hidden);
            if (i > 0 && dropout > 0) {
                chain.add(dropout("between." + (i - 1)));
            }
            chain.add(Bidirectional.of(cell(kinds.get(i), below, init), cell(kinds.get(i), below, init))
                    .withMerge(merge));
        }
        if (both < kinds.size()) {
            if (dropout > 0) {
                chain.add(dropout("between.0"));
            }
            chain.add(causal(both, merge.width(hidden), init));
        }
        return new Chain(chain);
    }

    /** The columns of what comes out of layers that read in both directions. */
    int bidirectionalWidth(Merge merge) {
        return lowestAlone() ? hidden : merge.width(hidden);
    }

    private Cell<?> cell(CellKind kind, int features, Init init) {
        Cell<?> made = kind.of(features, hidden, init);
        if (forgetBias != 1) {
            made = ForgetBias.of(made, forgetBias);
        }
        if (chrono > 0) {
            made = Chrono.of(made, chrono, init);
        }
        return learnedStart ? learned(made) : made;
    }

    private static <S extends Record> Cell<S> learned(Cell<S> cell) {
        return LearnedStart.of(cell);
    }

    private <S extends Record> Cell<?> around(Cell<S> cell, Init init) {
        return switch (around) {
            case NONE -> cell;
            case RESIDUAL -> new Residual<>(cell);
            case HIGHWAY -> Highway.of(cell, hidden, init);
        };
    }

    private Causal layer(Cell<?> cell, String site) {
        Causal layer = zoneout > 0
                ? new Noisy(cell, new Noise.Zoneout(zoneout, site + ".zoneout"))
                : stateDropout > 0
                        ? new Noisy(cell, new Noise.StateDropout(stateDropout, site + ".state"))
                        : Recurrent.of(cell);
        return weightDrop > 0 ? new WeightDrop(layer, RECURRENT, weightDrop, site + ".weights") : layer;
    }
}
