package carousel.cli.label.read;

import carousel.cli.baseline.Contest;
import carousel.cli.baseline.rival.Material;
import carousel.cli.shell.Console;
import carousel.data.labelled.Item;
import carousel.model.ClassifierFile;
import carousel.model.input.Coder;
import carousel.model.input.TextShape;
import carousel.model.label.AnswerKey;
import java.util.List;

/**
 * Examples of one kind to learn from, to validate on, and to test on. Immutable.
 *
 * @param kind what they are made of
 * @param parts the examples
 */
public record ExampleParts<E extends Item<E>>(ExampleKind<E> kind, Parts<E> parts) {

    private static final long SHUFFLE = 1;

    /** The coder of the training examples. */
    public Coder coder(TextShape shape) {
        return kind.coder(shape, parts.train().examples());
    }

    /** A finished model and what it must beat. */
    public Contest contest(ClassifierFile file) {
        var material = new Material<>(file.key().answer(), kind::labels, parts.train(), parts.valid(), parts.scored());
        var said = new Said<>(file, material);
        return new Contest(
                said.measure(),
                () -> said.tally(kind.source(file.coder(), parts.scored().examples())),
                List.of(() -> said.tally(kind.shuffled(file.coder(), parts.scored(), SHUFFLE))),
                kind.rivals(material, file.settings().text().units()));
    }

    /** Refuses examples that do not have exactly one label each. */
    public void requireOne() {
        List.of(parts.train(), parts.valid(), parts.test()).forEach(kind::requireOne);
    }

    /** What was handled on the way, and which labels the training examples do not have. */
    public void tell(AnswerKey key, Console console) {
        parts.tell(
                part -> key.answer().number()
                        ? List.of()
                        : KnownLabels.of(key, kind.all(part)).unseen(),
                console);
    }
}
