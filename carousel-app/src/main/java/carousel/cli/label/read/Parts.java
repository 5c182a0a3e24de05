package carousel.cli.label.read;

import carousel.cli.baseline.Baselines;
import carousel.cli.run.Choice;
import carousel.cli.shell.Console;
import carousel.cli.shell.UsageException;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Split;
import carousel.store.Provenance;
import carousel.train.Fit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Examples to learn from, to validate on, and to test on. Immutable.
 *
 * @param train to learn from
 * @param valid to validate on; perhaps none
 * @param test to test on; perhaps none
 */
public record Parts<E extends Item<E>>(Labelled<E> train, Labelled<E> valid, Labelled<E> test) {

    /**
     * Validates on the examples of a file, or on a part of those to learn from.
     *
     * @param valid the file; empty: none
     * @param fraction of those to learn from; 0: nothing is validated
     */
    static <E extends Item<E>> Parts<E> of(
            Labelled<E> learned,
            Labelled<E> tested,
            String valid,
            Function<String, Labelled<E>> reader,
            double fraction,
            long seed) {
        if (!valid.isEmpty()) {
            return new Parts<>(learned, reader.apply(valid), tested);
        }
        if (fraction == 0) {
            return new Parts<>(learned, learned.with(List.of()), tested);
        }
        var split = Split.holdOut(learned, fraction, seed);
        return new Parts<>(split.train(), split.held(), tested);
    }

    /** Whether there is anything to choose a model by. */
    public boolean validated() {
        return choice().possible();
    }

    private Choice choice() {
        return new Choice(valid.examples().size());
    }

    /**
     * Refuses what asks for a choice between models, or for a score, where there is nothing to make it by.
     *
     * @param learning by what to choose
     */
    public void check(Learning learning, Fit fit, Baselines baselines) {
        choice().check(learning, "select");
        choice().check(fit, "patience", "average");
        if (!validated() && baselines.baselines() && test.examples().isEmpty()) {
            throw new UsageException("--baselines: nothing is left to score on; give --test or --valid");
        }
    }

    /** How many examples there are, as a run tells it. */
    public String told(String what) {
        return "learning from " + train.examples().size() + " " + what + " (" + choice().told() + ")";
    }

    /** What a finished model is scored on: the test examples where there are some, else those it was chosen by. */
    public Labelled<E> scored() {
        return test.examples().isEmpty() ? valid : test;
    }

    /**
     * The files by role; examples that were held out of --train have none.
     *
     * @param validFile the file of those to validate on; empty: none
     */
    public Map<String, Provenance.Data> data(String validFile) {
        var data = new LinkedHashMap<String, Provenance.Data>();
        data.put("train", new Provenance.Data(train.name(), train.sha256()));
        if (!validFile.isEmpty()) {
            data.put("valid", new Provenance.Data(valid.name(), valid.sha256()));
        }
        return data;
    }

    /**
     * What was handled on the way, and which labels the training examples do not have.
     *
     * @param unseen those of other examples that a model was never told of
     */
    public void tell(Function<Labelled<E>, List<String>> unseen, Console console) {
        var told = new LinkedHashSet<String>();
        for (var part : List.of(train, valid, test)) {
            part.remarks().forEach(remark -> told.add(part.name() + ": " + remark));
        }
        for (var part : List.of(valid, test)) {
            var labels = unseen.apply(part);
            if (!labels.isEmpty()) {
                told.add(part.name() + ": " + KnownLabels.said(labels) + " and count as errors");
            }
        }
        told.forEach(console::note);
    }
}
