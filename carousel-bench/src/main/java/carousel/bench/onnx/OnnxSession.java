package carousel.bench.onnx;

import java.lang.reflect.InvocationTargetException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * One model in ONNX Runtime. Its jar, natives of four platforms in one, has 54 MB and is no part of ordinary builds: so it
 * is called by reflection, four calls for each run. One thread at a time.
 */
public final class OnnxSession implements AutoCloseable {
    private static final String PACKAGE = "ai.onnxruntime.";

    private final Object environment = invoke(type("OrtEnvironment"), null, "getEnvironment");
    private final Object session;

    public OnnxSession(byte[] model, int threads) {
        try (var options = (AutoCloseable)
                type("OrtSession$SessionOptions").getConstructor().newInstance()) {
            call(options, "setIntraOpNumThreads", threads);
            call(options, "setInterOpNumThreads", 1);
            session = call(environment, "createSession", model, options);
        } catch (Exception thrown) {
            throw new IllegalStateException("onnx runtime: no session", thrown);
        }
    }

    /** From the input X to an output. */
    public float[] run(String output, float[] input, long... shape) {
        var tensor = type("OnnxTensor");
        try (var x = (AutoCloseable) invoke(tensor, null, "createTensor", environment, FloatBuffer.wrap(input), shape);
                var result = (AutoCloseable) call(session, "run", Map.of("X", x))) {
            var y = ((Optional<?>) call(result, "get", output)).orElseThrow();
            return ((FloatBuffer) call(y, "getFloatBuffer")).array();
        } catch (Exception thrown) {
            throw new IllegalStateException("onnx runtime: the run failed", thrown);
        }
    }

    /** Of ONNX Runtime. */
    public static String version() {
        return (String) call(invoke(type("OrtEnvironment"), null, "getEnvironment"), "getVersion");
    }

    @Override
    public void close() {
        call(session, "close");
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(PACKAGE + name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("onnx runtime is not on the class path", missing);
        }
    }

    private static Object call(Object target, String method, Object... arguments) {
        return invoke(target.getClass(), target, method, arguments);
    }

    /** The first public method of that name which takes these arguments. */
    private static Object invoke(Class<?> type, Object target, String name, Object... arguments) {
        for (var method : type.getMethods()) {
            if (method.getName().equals(name) && accepts(method.getParameterTypes(), arguments)) {
                try {
                    return method.invoke(target, arguments);
                } catch (IllegalAccessException | InvocationTargetException thrown) {
                    throw new IllegalStateException("onnx runtime: " + name + " failed", thrown);
                }
            }
        }
        throw new IllegalStateException("onnx runtime: no method " + name + " of " + type);
    }

    private static boolean accepts(Class<?>[] parameters, Object... arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            boolean fits = parameters[i].isPrimitive()
                    ? parameters[i] == int.class && arguments[i] instanceof Integer
                    : parameters[i].isInstance(arguments[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
