package carousel.store;

import carousel.text.Spelling;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Options as records: the flags, recipe keys, help and provenance of a command all follow from the components of one
 * record, each with its {@link Setting}. Component {@code maxMinutes} has the key {@code max-minutes}. A component may
 * be an int, long, float, double, boolean (a flag), String, Path or an enum (its constants in lower case, {@code -}
 * for {@code _}), or another settings record, whose keys then stand beside the others. The record's constructor
 * validates and throws {@link IllegalArgumentException}. Safe for many threads.
 *
 * <pre>{@code
 * record Fit(@Setting(value = "passes over the data", preset = "10") int epochs,
 *            @Setting(value = "learning rate") float lr) {}
 *
 * Settings.read(Fit.class, Map.of("lr", "0.1"));   // Fit[epochs=10, lr=0.1]
 * Settings.read(Fit.class, Map.of("rl", "0.1"));   // SettingException: unknown option 'rl'; did you mean 'lr'?
 * }</pre>
 */
public final class Settings {
    private Settings() {}

    /**
     * One option.
     *
     * @param key    in kebab case
     * @param type   of the component
     * @param help   one line
     * @param preset the default as text; empty when there is none
     */
    public record Entry(String key, Class<?> type, String help, String preset) {
        /** Whether a value must be given. */
        public boolean required() {
            return preset.isEmpty() && !flag() && !SettingValue.empty(type);
        }

        /** Whether the option is on or off and needs no value. */
        public boolean flag() {
            return type == boolean.class;
        }

        /** What may be given, for an option with a fixed choice; otherwise nothing. */
        public List<String> choices() {
            return SettingValue.choices(type);
        }
    }

    /**
     * The options of a record in the order of its components. A record that breaks the rules is an {@link
     * IllegalStateException}.
     */
    public static List<Entry> of(Class<? extends Record> type) {
        var entries = new ArrayList<Entry>();
        collect(type, entries);
        var keys = new HashSet<String>();
        for (var entry : entries) {
            if (!keys.add(entry.key())) {
                throw new IllegalStateException(type.getSimpleName() + ": two settings have the key " + entry.key());
            }
            checkPreset(entry);
        }
        return List.copyOf(entries);
    }

    private static void checkPreset(Entry entry) {
        try {
            if (!entry.preset().isEmpty()) {
                SettingValue.parse(entry, entry.preset());
            }
        } catch (SettingException e) {
            throw new IllegalStateException("a preset does not fit its type: " + e.getMessage(), e);
        }
    }

    private static void collect(Class<? extends Record> type, List<Entry> entries) {
        for (var component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                collect(component.getType().asSubclass(Record.class), entries);
            } else {
                entries.add(entry(component));
            }
        }
    }

    private static Entry entry(RecordComponent component) {
        var setting = component.getAnnotation(Setting.class);
        var owner = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        if (setting == null) {
            throw new IllegalStateException(owner + " has no @Setting");
        }
        if (!SettingValue.supported(component.getType())) {
            throw new IllegalStateException(owner + ": no setting may be a " + component.getType());
        }
        return new Entry(SettingKey.of(component.getName()), component.getType(), setting.value(), setting.preset());
    }

    /**
     * What a record's constructor says of a value that it refuses.
     *
     * @param complaint one line: the option's key, what is wrong, what is expected
     * @throws IllegalArgumentException with the complaint, unless it is right
     */
    public static void require(boolean right, String complaint) {
        if (!right) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /**
     * The usual complaint: {@code steps: expected 1 or more, got 0}.
     *
     * @param key      of the option
     * @param expected what may be given
     * @throws IllegalArgumentException with these in one line, unless it is right
     */
    public static void require(boolean right, String key, String expected, Object given) {
        require(right, key + ": expected " + expected + ", got " + SettingValue.text(given));
    }

    /**
     * That nothing was said of settings that are not for what was chosen.
     *
     * @param without the keys of those that are
     * @param chosen  the option and its value: {@code --model rnn}
     * @throws IllegalArgumentException that names the first which is not as preset
     */
    public static void requirePresets(Record settings, Set<String> without, String chosen) {
        var presets = toMap(read(settings.getClass(), Map.of()));
        toMap(settings)
                .forEach((key, value) -> require(
                        without.contains(key) || value.equals(presets.get(key)),
                        key + ": not for " + chosen + "; leave it out"));
    }

    /**
     * Makes the record from values by key; what is missing has its preset.
     *
     * @throws SettingException for an unknown key, a missing or malformed value, or a value that the record refuses
     */
    public static <R extends Record> R read(Class<R> type, Map<String, String> values) {
        var entries = new LinkedHashMap<String, Entry>();
        of(type).forEach(entry -> entries.put(entry.key(), entry));
        for (var key : values.keySet()) {
            if (!entries.containsKey(key)) {
                throw SettingKey.unknown(key, entries.keySet());
            }
        }
        return make(type, entries, values);
    }

    private static <R extends Record> R make(Class<R> type, Map<String, Entry> entries, Map<String, String> values) {
        var components = type.getRecordComponents();
        var arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var part = components[i].getType();
            if (part.isRecord()) {
                arguments[i] = make(part.asSubclass(Record.class), entries, values);
            } else {
                var entry = entries.get(SettingKey.of(components[i].getName()));
                arguments[i] = value(entry, values);
            }
        }
        return construct(type, components, arguments);
    }

    private static Object value(Entry entry, Map<String, String> values) {
        var given = values.get(entry.key());
        if (given == null && entry.required()) {
            throw new SettingException(entry.key() + ": missing; expected " + SettingValue.expected(entry.type()));
        }
        return given == null && entry.preset().isEmpty()
                ? SettingValue.none(entry.type())
                : SettingValue.parse(entry, given == null ? entry.preset() : given);
    }

    private static <R extends Record> R construct(Class<R> type, RecordComponent[] components, Object[] arguments) {
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw refusal(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static RuntimeException refusal(Throwable cause) {
        return switch (cause) {
            case IllegalArgumentException e -> new SettingException(e.getMessage(), e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    /** The same record with one value changed, checked like any other. */
    @SuppressWarnings("unchecked") // a record's class is that of the record
    public static <R extends Record> R with(R settings, String key, Object value) {
        var values = toMap(settings);
        values.put(key, SettingValue.text(value));
        return read((Class<R>) settings.getClass(), values);
    }

    /** All values by key, as text that {@link #read} understands. */
    public static SequencedMap<String, String> toMap(Record settings) {
        var map = new LinkedHashMap<String, String>();
        collect(settings, map);
        return map;
    }

    private static void collect(Record settings, Map<String, String> map) {
        for (var component : settings.getClass().getRecordComponents()) {
            var value = value(component, settings);
            if (value instanceof Record nested) {
                collect(nested, map);
            } else {
                map.put(SettingKey.of(component.getName()), SettingValue.text(value));
            }
        }
    }

    private static Object value(RecordComponent component, Record settings) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /** The values of a flat JSON object, a recipe for instance; a {@link SettingException} when it is anything else. */
    public static SequencedMap<String, String> ofJson(String json) {
        return SettingJson.read(json);
    }

    /** A flat JSON object on one line; numbers, true and false stand without quotes. */
    public static String toJson(Map<String, String> values) {
        return SettingJson.write(values);
    }

    /** The word that somebody who wrote {@code word} may have meant; empty when none is known. */
    public static String nearest(String word, Iterable<String> known) {
        return Spelling.nearest(word, known);
    }

    /** The complaint about a key that does not exist; it names the nearest of those that do. */
    public static SettingException unknown(String key, Iterable<String> known) {
        return SettingKey.unknown(key, known);
    }
}
