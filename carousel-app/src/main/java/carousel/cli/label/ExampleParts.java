package carousel.cli.label;

import carousel.cli.baseline.Contest;
import carousel.cli.baseline.Material;
import carousel.cli.shell.Console;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.model.ClassifierFile;
import carousel.model.label.AnswerKey;
import carousel.model.label.Coder;
import carousel.model.label.Source;
import carousel.model.label.TextShape;
import carousel.store.Provenance;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Examples to learn from, to validate on, and to test on. Immutable.
 *
 * @param kind what they are made of
 * @param train to learn from
 * @param valid to validate on
 * @param test to test on; perhaps none
 */
record ExampleParts<E extends Item<E>>(ExampleKind<E> kind, Labelled<E> train, Labelled<E> valid, Labelled<E> test) {

    private static final long SHUFFLE = 1;

    /** One of the parts, as a model reads it. */
    record Part(Source source, List<List<String>> labels, float... numbers) {}

    /** The coder of the training examples. */
    Coder coder(TextShape shape) {
        return kind.coder(shape, train.examples());
    }

    /** A part as a model of a coder reads it, with numbers for labels where the answer is one. */
    Part part(Labelled<E> of, Coder coder, AnswerKey key) {
        var source = kind.source(coder, of.examples());
        return key.answer().number() ? new Part(source, List.of(), Labels.numbers(of)) : new Part(source, labels(of));
    }

    /** What a finished model is scored on: the test examples where there are some, else those it was chosen by. */
    Labelled<E> scored() {
        return test.examples().isEmpty() ? valid : test;
    }

    /** A finished model and what it must beat. */
    Contest contest(ClassifierFile file) {
        var material = new Material<>(file.key().answer(), kind::labels, train, valid, scored());
        var said = new Said<>(file, material);
        return new Contest(
                said.measure(),
                () -> said.tally(kind.source(file.coder(), scored().examples())),
                List.of(() -> said.tally(kind.shuffled(file.coder(), scored(), SHUFFLE))),
                kind.rivals(material, file.settings().text().units()));
    }

    List<List<String>> labels(Labelled<E> of) {
        return of.examples().stream().map(kind::labels).toList();
    }

    /** The files by role; examples that were held out of --train have none. */
    Map<String, Provenance.Data> data(Examples from) {
        var data = new LinkedHashMap<String, Provenance.Data>();
        put(data, "train", train);
        if (!from.valid().isEmpty()) {
            put(data, "valid", valid);
        }
        return data;
    }

    /** Refuses examples that do not have exactly one label each. */
    void requireOne() {
        List.of(train, valid, test).forEach(kind::requireOne);
    }

    private static void put(Map<String, Provenance.Data> data, String role, Labelled<?> part) {
        data.put(role, new Provenance.Data(part.name(), part.sha256()));
    }

    /** What was handled on the way, and which labels the training examples do not have. */
    void tell(AnswerKey key, Console console) {
        var told = new LinkedHashSet<String>();
        for (var part : List.of(train, valid, test)) {
            part.remarks().forEach(remark -> told.add(part.name() + ": " + remark));
        }
        for (var part : key.answer().number() ? List.<Labelled<E>>of() : List.of(valid, test)) {
            var unseen = KnownLabels.of(key, labels(part)).unseen();
            if (!unseen.isEmpty()) {
                told.add(part.name() + ": " + KnownLabels.said(unseen) + " and count as errors");
            }
        }
        told.forEach(console::note);
    }
}
