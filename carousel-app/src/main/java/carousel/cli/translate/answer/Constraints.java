package carousel.cli.translate.answer;

import carousel.cli.shell.Input;
import carousel.cli.shell.UsageException;
import carousel.decode.Allowed;
import carousel.model.wording.Wording;
import carousel.store.Setting;
import carousel.text.pattern.Automaton;
import java.util.ArrayList;

/** What translations may be. Immutable. */
public record Constraints(
        @Setting("every translation begins with this text") String prefix,

        @Setting("every translation is a line of this file") String lexicon,

        @Setting(
                "every translation matches this regular expression from end to end; words stand with one blank between")
        String pattern,

        @Setting("every translation has the symbols of its line, each as often as there, in any order")
        boolean rearranged) {

    public Constraints {
        Automaton.matching(pattern); // complains
    }

    /** The symbols that are allowed, or the complaint that there are none of a length. */
    Allowed of(Wording target, int longest, Input input) {
        var said = new ArrayList<String>();
        var texts = Automaton.ANY;
        if (!prefix.isEmpty()) {
            said.add("begins with '" + prefix + "'");
            texts = Automaton.beginning(target.spelled(prefix));
        }
        if (!lexicon.isEmpty()) {
            var file = input.read(lexicon);
            said.add("is a line of " + file.name());
            texts = texts.and(Automaton.oneOf(file.text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(target::spelled)
                    .toList()));
        }
        if (!pattern.isEmpty()) {
            said.add("matches '" + pattern + "'");
            texts = texts.and(Automaton.matching(pattern));
        }
        if (said.isEmpty()) {
            return Allowed.ANY;
        }
        var allowed = target.allowed(texts);
        if (allowed.left() > longest) {
            throw new UsageException("nothing can be written: no translation of at most " + longest
                    + " symbols that the model knows " + String.join(", and ", said));
        }
        return allowed;
    }
}
