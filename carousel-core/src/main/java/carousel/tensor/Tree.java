package carousel.tensor;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Walks any value made of records, lists and arrays. Tensors are the leaves; everything else is a setting and stays as it
 * is. Names are record components joined by dots, with positions for lists and arrays: {@code rnn.layers.0.cell.wh}.
 *
 * <p>Safe for many threads.
 */
public final class Tree {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private Tree() {}

    /** Every tensor under its dotted name, in component order; one that is reached twice keeps its first name. */
    public static SequencedMap<String, Tensor> flatten(Object tree) {
        var names = new LinkedHashMap<String, Tensor>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<Tensor, Boolean>());
        visit("", tree, (name, tensor) -> {
            if (seen.add(tensor)) {
                names.put(name, tensor);
            }
        });
        return names;
    }

    /** The same tree with these tensors instead, by name; every name of {@link #flatten} must be there, in its shape. */
    public static <T> T with(T tree, Map<String, Tensor> tensors) {
        var replacements = new IdentityHashMap<Tensor, Tensor>();
        flatten(tree).forEach((name, old) -> {
            var replacement = tensors.get(name);
            if (replacement == null) {
                throw new ShapeException(name, "nothing", "a tensor " + ShapeException.of(old.shape()));
            }
            if (!Arrays.equals(old.shape(), replacement.shape())) {
                throw new ShapeException(name, ShapeException.of(replacement.shape()), ShapeException.of(old.shape()));
            }
            replacements.put(old, old.weight() && !replacement.weight() ? replacement.toWeight() : replacement);
        });
        return map(tree, replacements::get);
    }

    /** The same tree with these tensors instead of those of their names, whatever they are. */
    public static <T> T replace(T tree, Map<String, Tensor> tensors) {
        var replacements = new IdentityHashMap<Tensor, Tensor>();
        flatten(tree).forEach((name, old) -> replacements.put(old, tensors.getOrDefault(name, old)));
        return map(tree, replacements::get);
    }

    /** The same tree with every tensor replaced. */
    @SuppressWarnings("unchecked")
    public static <T> T map(T tree, UnaryOperator<Tensor> replace) {
        return (T) rebuild(tree, replace);
    }

    /** Two trees of the same form, combined leaf by leaf. */
    public static <T> T zip(T left, T right, BinaryOperator<Tensor> combine) {
        var others = leaves(right).iterator();
        var zipped = map(left, tensor -> combine.apply(tensor, next(others)));
        if (others.hasNext()) {
            throw new ShapeException("zip", "more tensors on the right", "two trees of the same form");
        }
        return zipped;
    }

    /** Rows {@code ids[i]} of every tensor: reorders or repeats the rows of a state. */
    public static <T> T rows(T tree, int... ids) {
        return map(tree, tensor -> tensor.gather(ids));
    }

    /** Every tensor in the order of the walk, as often as it is reached. */
    public static List<Tensor> leaves(Object tree) {
        var leaves = new ArrayList<Tensor>();
        visit("", tree, (name, tensor) -> leaves.add(tensor));
        return leaves;
    }

    /** The number of elements of all tensors of {@link #flatten}. */
    public static long count(Object tree) {
        return flatten(tree).values().stream().mapToLong(Tensor::size).sum();
    }

    /** A snapshot of every tensor's shape and values. */
    public static byte[] bytes(Object tree) {
        var leaves = leaves(tree);
        int length =
                leaves.stream().mapToInt(t -> 4 * (1 + t.rank() + t.size())).sum();
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (var tensor : leaves) {
            bytes.putInt(tensor.rank());
            for (int axis : tensor.shape()) {
                bytes.putInt(axis);
            }
            for (float value : tensor.toArray()) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    /** A snapshot back into a tree of the form of {@code template}, whose tensors' values and shapes do not matter. */
    public static <T> T of(byte[] snapshot, T template) {
        var bytes = ByteBuffer.wrap(snapshot).order(ByteOrder.LITTLE_ENDIAN);
        var tree = map(template, tensor -> read(bytes, tensor.rank()));
        if (bytes.hasRemaining()) {
            throw new ShapeException("snapshot", bytes.remaining() + " bytes too many", "a snapshot of the same model");
        }
        return tree;
    }

    private static Tensor read(ByteBuffer bytes, int rank) {
        if (bytes.remaining() < 4 * (rank + 1) || bytes.getInt() != rank) {
            throw new ShapeException("snapshot", "another form", "a snapshot of the same model");
        }
        var shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = bytes.getInt();
        }
        var values = new float[Shapes.size(shape)];
        if (bytes.remaining() < 4 * values.length) {
            throw new ShapeException("snapshot", "a torn snapshot", "all its bytes");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return Tensor.of(values, shape);
    }

    private static Tensor next(Iterator<Tensor> tensors) {
        if (!tensors.hasNext()) {
            throw new ShapeException("zip", "fewer tensors on the right", "two trees of the same form");
        }
        return tensors.next();
    }

    private static void visit(String name, Object node, BiConsumer<String, Tensor> visitor) {
        switch (node) {
            case Tensor tensor -> visitor.accept(name, tensor);
            case Record record -> {
                var shape = SHAPES.get(record.getClass());
                for (int i = 0; i < shape.names.length; i++) {
                    visit(join(name, shape.names[i]), shape.read(record, i), visitor);
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    visit(join(name, String.valueOf(i)), list.get(i), visitor);
                }
            }
            case Object[] array -> visit(name, Arrays.asList(array), visitor);
            default -> {}
        }
    }

    private static String join(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }

    private static Object rebuild(Object node, UnaryOperator<Tensor> replace) {
        return switch (node) {
            case Tensor tensor -> replace.apply(tensor);
            case Record record -> SHAPES.get(record.getClass()).rebuilt(record, replace);
            case List<?> list ->
                list.stream().map(item -> rebuild(item, replace)).toList();
            case Object[] array -> {
                var copy = (Object[]) Array.newInstance(array.getClass().getComponentType(), array.length);
                for (int i = 0; i < array.length; i++) {
                    copy[i] = rebuild(array[i], replace);
                }
                yield copy;
            }
            default -> node;
        };
    }

    /** How to read and make one record class. */
    private record Shape(String[] names, Method[] accessors, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            var components = type.getRecordComponents();
            try {
                var constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                var accessors = Arrays.stream(components)
                        .map(RecordComponent::getAccessor)
                        .toArray(Method[]::new);
                for (var accessor : accessors) {
                    accessor.setAccessible(true);
                }
                var names =
                        Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
                return new Shape(names, accessors, constructor);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("record " + type.getName() + " cannot be walked", e);
            }
        }

        Object read(Object record, int component) {
            try {
                return accessors[component].invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + record.getClass() + "." + names[component], e);
            }
        }

        Object rebuilt(Object record, UnaryOperator<Tensor> replace) {
            var values = new Object[names.length];
            boolean same = true;
            for (int i = 0; i < values.length; i++) {
                var value = read(record, i);
                values[i] = rebuild(value, replace);
                same &= values[i] == value;
            }
            if (same) {
                return record;
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "cannot make " + record.getClass().getName(), e);
            }
        }
    }
}
