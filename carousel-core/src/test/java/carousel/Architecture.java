package carousel;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of the library's packages and names. Each rule answers with a line for every violation. */
final class Architecture {
    private static final String ROOT = "carousel.";

    /** Who may use whom: the table in docs/ARCHITECTURE.md. A sub-package has the rights of its package. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("text", Set.of()),
            entry("data", Set.of("text")),
            entry("kernel", Set.of()),
            entry("tensor", Set.of("kernel")),
            entry("fuse", Set.of("tensor", "kernel")),
            entry("layer", Set.of("tensor", "data")),
            entry("recurrent", Set.of("layer", "fuse", "tensor", "data")),
            entry("loss", Set.of("layer", "tensor", "data")),
            entry("optim", Set.of("tensor")),
            entry("store", Set.of("text", "tensor")),
            entry("train", Set.of("data", "tensor", "optim", "store")),
            entry("decode", Set.of("tensor", "data")),
            entry("metric", Set.of("text", "data")),
            entry("baseline", Set.of("text", "tensor")),
            entry("diagnose", Set.of("recurrent", "layer", "kernel", "tensor", "data")),
            entry(
                    "model",
                    Set.of(
                            "text",
                            "data",
                            "kernel",
                            "tensor",
                            "fuse",
                            "layer",
                            "recurrent",
                            "loss",
                            "optim",
                            "store",
                            "train",
                            "decode",
                            "metric",
                            "baseline",
                            "diagnose")));

    private static final Set<String> VECTOR_CODE = Set.of("kernel", "fuse");
    private static final Set<String> FILE_FORMATS = Set.of("store", "data");

    private static final Pattern VAGUE_PACKAGE =
            Pattern.compile("(.*\\.)?(utils?|common|impl|core|helpers?|base|misc|managers?)(\\..*)?");
    private static final Pattern VAGUE_NAME =
            Pattern.compile("(Abstract|Base)[A-Z].*|.*(Utils?|Helpers?|Impl|Managers?|Base|Infos?)");

    private Architecture() {}

    /** Every rule on every class. */
    static List<String> violations(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> Stream.of(packages(type), thirdParties(type), console(type), names(type))
                        .flatMap(Function.identity()))
                .sorted()
                .toList();
    }

    private static Stream<String> packages(JavaClass type) {
        var home = part(type);
        if (!MAY_USE.containsKey(home)) {
            return Stream.of(type.getName() + ": its package is not in the table");
        }
        return uses(type, target -> {
            var other = part(target);
            return !target.getName().startsWith(ROOT)
                    || other.equals(home)
                    || MAY_USE.get(home).contains(other);
        });
    }

    private static Stream<String> thirdParties(JavaClass type) {
        var home = part(type);
        return uses(type, target -> {
            var name = target.getName();
            return name.startsWith(ROOT)
                    || name.startsWith("java.")
                    || name.startsWith("org.slf4j.")
                    || target.isPrimitive()
                    || name.startsWith("jdk.incubator.vector.") && VECTOR_CODE.contains(home)
                    || (name.startsWith("tools.jackson.") || name.startsWith("com.fasterxml.jackson.annotation."))
                            && FILE_FORMATS.contains(home)
                    || name.startsWith("de.siegmar.fastcsv.") && FILE_FORMATS.contains(home)
                    || name.startsWith("org.ejml.") && home.equals("layer");
        });
    }

    /** The library returns and throws; what a user sees or when a program ends is not its business. */
    private static Stream<String> console(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                .filter(access -> {
                    var owner = access.getTargetOwner();
                    return switch (access.getName()) {
                        case "out", "err", "in" -> owner.isEquivalentTo(System.class);
                        case "exit" -> owner.isEquivalentTo(System.class) || owner.isEquivalentTo(Runtime.class);
                        case "halt" -> owner.isEquivalentTo(Runtime.class);
                        case "printStackTrace" -> owner.isAssignableTo(Throwable.class);
                        default -> owner.getName().equals("java.lang.IO");
                    };
                })
                .map(JavaAccess::getDescription);
    }

    private static Stream<String> names(JavaClass type) {
        var vague = VAGUE_PACKAGE.matcher(type.getPackageName()).matches()
                || VAGUE_NAME.matcher(type.getSimpleName()).matches();
        return vague ? Stream.of(type.getName() + ": a name that explains nothing") : Stream.empty();
    }

    private static Stream<String> uses(JavaClass type, Function<JavaClass, Boolean> allowed) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(use -> !allowed.apply(element(use.getTargetClass())))
                .map(Dependency::getDescription);
    }

    private static JavaClass element(JavaClass type) {
        return type.isArray() ? type.getBaseComponentType() : type;
    }

    /** The first word of the package below the root: {@code recurrent} of {@code carousel.recurrent.cell.Lstm}. */
    private static String part(JavaClass type) {
        return Optional.of(type.getPackageName())
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()).split("\\.")[0])
                .orElse("");
    }
}
