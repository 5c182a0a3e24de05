package carousel.cli.translate.answer;

import carousel.cli.shell.Console;
import carousel.decode.Request;
import carousel.model.translate.Translator;
import carousel.model.translate.Translator.Said;
import carousel.model.translate.Translator.Source;
import carousel.model.wording.Alignment;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers lines, some at a time, and keeps count of what is not as it should be. One thread at a time. */
public final class Answers {
    private static final int NAMED = 5;

    private final Answering options;
    private final Translator translator;
    private final Request request;
    private final String place;
    private final Console console;
    private final List<Integer> cut = new ArrayList<>();
    private final List<Integer> tooLong = new ArrayList<>();
    private final List<Integer> outside = new ArrayList<>();
    private final List<List<Map<String, Object>>> translations = new ArrayList<>();
    private int lines;

    public Answers(Answering options, Translator translator, Request request, String place, Console console) {
        this.options = options;
        this.translator = translator;
        this.request = request;
        this.place = place;
        this.console = console;
    }

    /** The answers to the next lines. */
    public List<String> to(List<String> texts) {
        var sources = new ArrayList<Source>();
        var requests = new ArrayList<Request>();
        for (var source : translator.sources(texts)) {
            lines++;
            sources.add(read(source));
            if (sources.getLast().symbols().length > translator.model().places()) {
                outside.add(lines);
            }
            requests.add((options.constraints().rearranged() ? rearranged(source) : request).withNumber(lines));
        }
        int before = lines - texts.size();
        var answers = new ArrayList<String>();
        for (var said : translator.translate(sources, options.search(translator), requests)) {
            int line = before + answers.size() + 1;
            if (said.isEmpty()) {
                throw new DataException(place + ":" + line + ": nothing that is allowed can be written; a larger --beam"
                        + " or --max-length may find something");
            }
            if (options.sample()
                    ? said.stream().anyMatch(one -> !one.ended())
                    : !said.getFirst().ended()) {
                cut.add(line);
            }
            if (options.alignments() && console.wantsJson()) {
                translations.add(said.stream().map(Answers::json).toList());
            }
            answers.add(said.stream().map(this::text).collect(Collectors.joining("\t")));
        }
        return answers;
    }

    private Source read(Source source) {
        int most = translator.longest() - 1; // without the end
        if (source.symbols().length <= most) {
            return source;
        }
        if (options.tooLong() == TooLong.REFUSE) {
            throw new DataException(place + ":" + lines + ": " + source.symbols().length
                    + " symbols, and the model has learned from at most " + most
                    + "; shorten it, or choose --too-long cut or read");
        }
        tooLong.add(lines);
        return options.tooLong() == TooLong.CUT ? source.upTo(most) : source;
    }

    /** What is wanted of a line whose own symbols are all that may be written; of a long one all of them. */
    private Request rearranged(Source source) {
        try {
            var own = translator.wordings().target().rearranged(source.text());
            int longest = options.decoding().maxLength() == 0
                    ? Math.max(request.longest(), own.left() + 1) // and the end
                    : request.longest();
            return new Request(longest, own.and(request.allowed()));
        } catch (IllegalArgumentException e) {
            throw new DataException(place + ":" + lines + ": " + e.getMessage());
        }
    }

    private String text(Said said) {
        return said.text()
                + (options.scores() ? String.format(Locale.ROOT, "\t%.4f", said.logProbability()) : "")
                + (options.alignments() ? "\t" + said.alignment().links() : "");
    }

    private static Map<String, Object> json(Said said) {
        var values = new LinkedHashMap<String, Object>();
        values.put("text", said.text());
        values.put("log_probability", said.logProbability());
        values.put("ended", said.ended());
        values.putAll(json(said.alignment()));
        return values;
    }

    private static Map<String, Object> json(Alignment alignment) {
        var values = new LinkedHashMap<String, Object>();
        values.put("source", alignment.source());
        values.put("target", alignment.target());
        values.put("links", alignment.links());
        values.put("attention", alignment.weights());
        return values;
    }

    /** What there is to say at the end: a note of each kind of line that was cut, and figures for all. */
    public Map<String, Object> finish() {
        tell();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("cut", cut.size());
        figures.put("cut_lines", cut);
        figures.put("too_long", tooLong.size());
        figures.put("without_place", outside.size());
        if (options.sample()) {
            figures.put("seed", options.sampling().seed());
        }
        if (options.alignments()) {
            figures.put("translations", translations);
        }
        return figures;
    }

    private void tell() {
        int most = translator.longest() - 1;
        note(
                cut,
                "translations were cut at length " + request.longest() + " before their end; --max-length allows more");
        note(
                tooLong,
                options.tooLong() == TooLong.CUT
                        ? "sentences were cut at " + most + " symbols, the most that the model has learned from"
                        : "sentences have more than the " + most
                                + " symbols that the model has learned from; --too-long cut or refuse would not read them");
        note(
                outside,
                "sentences have more than the " + translator.model().places()
                        + " symbols that the model has places for; the others are only in the state in which it begins");
    }

    private void note(List<Integer> found, String what) {
        if (found.isEmpty()) {
            return;
        }
        var named = found.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        console.note(found.size() + " of " + lines + " " + what + (found.size() == 1 ? " (line " : " (lines ") + named
                + (found.size() > NAMED ? ", …)" : ")"));
    }
}
