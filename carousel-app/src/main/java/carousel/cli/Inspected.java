package carousel.cli;

import carousel.fuse.Plan;
import carousel.model.LanguageModelFile;
import carousel.model.ModelFile;
import carousel.model.SequenceModelFile;
import carousel.store.Provenance;
import carousel.tensor.Tree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * A model of any task, as far as one need not know which. Immutable.
 *
 * @param model the weights
 * @param provenance how it was made
 * @param own what is said of models of its task only
 * @param plans how its recurrent layers run
 */
record Inspected(Record model, Provenance provenance, SequencedMap<String, Object> own, Supplier<List<Plan>> plans) {

    /** Reads a model file and checks it. */
    static Inspected load(Path path) {
        return switch (ModelFile.load(path)) {
            case LanguageModelFile file -> of(file);
            case SequenceModelFile file -> of(file);
        };
    }

    private static Inspected of(LanguageModelFile file) {
        var own = new LinkedHashMap<String, Object>();
        own.put("level", file.tokenizer().level().name().toLowerCase(Locale.ROOT));
        own.put("vocabulary", file.tokenizer().vocabulary().size());
        return new Inspected(file.model(), file.provenance(), own, file.model()::plans);
    }

    private static Inspected of(SequenceModelFile file) {
        var own = new LinkedHashMap<String, Object>();
        own.put("learned", file.spec().toString());
        own.put("inputs", file.model().form().inputs());
        own.put("outputs", file.model().form().outputs());
        return new Inspected(file.model(), file.provenance(), own, file.model()::plans);
    }

    /** What it is, on a line each. */
    SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("task", provenance.task());
        facts.put("parameters", Tree.count(model));
        facts.putAll(own);
        facts.put("steps", provenance.steps());
        facts.put("end", provenance.end());
        facts.put("version", provenance.version());
        return facts;
    }
}
