package carousel.cli;

import carousel.cli.run.Figures;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.model.ModelFile;
import carousel.store.Setting;
import carousel.tensor.Tree;
import carousel.tensor.UntraceableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** {@code carousel inspect}. Immutable. */
record Inspect() implements Command<Inspect.Options> {

    /** What else to show. Immutable. */
    record Options(
            @Setting("also show how a step of each recurrent layer runs: products, groups, operations, bytes")
            boolean plan) {}

    @Override
    public Manual manual() {
        return new Manual(
                "inspect",
                List.of("MODEL"),
                "",
                "Show what a model is, how it was made, and the command that makes it again.",
                "",
                "carousel inspect model.safetensors");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var path = Path.of(operands.getFirst());
        var file = ModelFile.load(path);
        var command = Remake.command(file.provenance(), path);
        section(console, "model", facts(file));
        console.line("");
        var weights = weights(file);
        int width = weights.stream()
                .mapToInt(weight -> weight.get("name").toString().length())
                .max()
                .orElse(0);
        weights.forEach(weight -> {
            var name = weight.get("name").toString();
            console.line(String.format(
                    Locale.ROOT,
                    "  %s %-16s %,12d",
                    name + " ".repeat(width - name.length()),
                    weight.get("shape"),
                    ((Number) weight.get("count")).longValue()));
        });
        console.line("");
        section(console, "settings", file.provenance().settings());
        section(console, "data", data(file));
        if (options.plan()) {
            plans(file).forEach(plan -> section(console, "step of " + plan.getKey(), plan.getValue()));
        }
        console.line("made by\n  " + command);
        console.json(json(file, command));
        return DONE;
    }

    private static void section(Console console, String title, Map<String, ?> facts) {
        section(console, title, Figures.table(facts));
    }

    /** What it is, on a line each. */
    private static SequencedMap<String, Object> facts(ModelFile file) {
        var made = file.provenance();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("task", made.task());
        facts.put("parameters", Tree.count(file.model()));
        facts.putAll(file.facts());
        facts.put("steps", made.steps());
        facts.put("end", made.end());
        facts.put("version", made.version());
        return facts;
    }

    /** The plan of each recurrent layer by its name, or why it has none. */
    private static List<Map.Entry<String, String>> plans(ModelFile file) {
        try {
            var plans = new ArrayList<Map.Entry<String, String>>();
            for (var plan : file.plans()) {
                plans.add(Map.entry("recurrent layer " + plans.size(), plan.explain()));
            }
            return plans;
        } catch (UntraceableException e) {
            return List.of(Map.entry("the recurrent layers", "not planned: " + e.getMessage() + "\n"));
        }
    }

    private static void section(Console console, String title, String text) {
        console.line(title);
        text.lines().forEach(line -> console.line("  " + line));
    }

    private static List<Map<String, Object>> weights(ModelFile file) {
        var weights = new ArrayList<Map<String, Object>>();
        Tree.flatten(file.model()).forEach((name, tensor) -> {
            var weight = new LinkedHashMap<String, Object>();
            weight.put("name", name);
            weight.put("shape", Arrays.stream(tensor.shape()).boxed().toList());
            weight.put("count", tensor.size());
            weights.add(weight);
        });
        return weights;
    }

    private static Map<String, String> data(ModelFile file) {
        var data = new LinkedHashMap<String, String>();
        file.provenance().data().forEach((role, of) -> data.put(role, of.name() + "  SHA-256 " + of.sha256()));
        return data;
    }

    private static Map<String, Object> json(ModelFile file, String command) {
        var json = new LinkedHashMap<String, Object>(facts(file));
        json.put("weights", weights(file));
        json.put("settings", file.provenance().settings());
        json.put("data", file.provenance().data());
        json.put("command", command);
        return json;
    }
}
