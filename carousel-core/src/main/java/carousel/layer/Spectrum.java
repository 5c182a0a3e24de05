package carousel.layer;

import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The eigenvalues of a square matrix: what a linear recurrence with it does to a signal in the long run. Immutable.
 *
 * @param values the largest magnitude first
 */
public record Spectrum(List<Value> values) {

    /** One eigenvalue. */
    public record Value(double real, double imaginary) {

        public double magnitude() {
            return Math.hypot(real, imaginary);
        }
    }

    public Spectrum {
        values = List.copyOf(values);
    }

    /** Of a matrix [n,n] of finite elements. */
    public static Spectrum of(Tensor matrix) {
        int n = matrix.columns();
        if (matrix.rank() != 2 || matrix.rows() != n) {
            throw new ShapeException("spectrum", Arrays.toString(matrix.shape()), "a square matrix");
        }
        var found = new ArrayList<Value>();
        if (n > 0) {
            var decomposition = DecompositionFactory_DDRM.eig(n, false);
            if (!decomposition.decompose(doubles(matrix))) {
                throw new ArithmeticException("spectrum: the eigenvalues of a matrix " + n + " × " + n
                        + " were not found; is one of its elements not finite?");
            }
            for (int i = 0; i < n; i++) {
                var value = decomposition.getEigenvalue(i);
                found.add(new Value(value.real, value.imaginary));
            }
        }
        found.sort((a, b) -> Double.compare(b.magnitude(), a.magnitude()));
        return new Spectrum(found);
    }

    /** The largest magnitude; 0 of an empty matrix. */
    public double radius() {
        return values.isEmpty() ? 0 : values.getFirst().magnitude();
    }

    /** The orthonormal factor of a matrix, or of its transpose where it has more columns than rows, row-major. */
    static float[] orthonormal(Tensor matrix) {
        int rows = matrix.rows();
        int columns = matrix.columns();
        boolean tall = rows >= columns;
        var tallMatrix = doubles(matrix);
        if (!tall) {
            tallMatrix = new DMatrixRMaj(columns, rows);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    tallMatrix.set(j, i, matrix.at(i, j));
                }
            }
        }
        var decomposition = DecompositionFactory_DDRM.qr(tallMatrix.numRows, tallMatrix.numCols);
        decomposition.decompose(tallMatrix);
        var q = decomposition.getQ(null, true);
        var r = decomposition.getR(null, true);
        var values = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int row = tall ? i : j;
                int column = tall ? j : i;
                values[i * columns + j] = (float) (q.get(row, column) * Math.signum(r.get(column, column)));
            }
        }
        return values;
    }

    private static DMatrixRMaj doubles(Tensor matrix) {
        var floats = matrix.toArray();
        var doubles = new DMatrixRMaj(matrix.rows(), matrix.columns());
        for (int i = 0; i < floats.length; i++) {
            doubles.data[i] = floats[i];
        }
        return doubles;
    }
}
