package org.lockstep.trainer.benchmark;

import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarKernel;

/**
 * One dense product of a training step, by any kernel or by OpenBLAS: C (m, n) += op(A)·op(B), with
 * {@code inner} terms an element.
 */
final class DenseProduct {

  /** Which operand lies transposed. */
  enum Kind {
    /** A·B: a layer's forward pass. */
    FORWARD,
    /** Aᵀ·B: its weights' gradient. */
    GRADIENT,
    /** A·Bᵀ: the delta of the layer before. */
    BACKWARD
  }

  private final Kind kind;
  private final Matrix a;
  private final Matrix b;
  private final Matrix c;
  private final int inner;
  private FloatPointer nativeA;
  private FloatPointer nativeB;
  private FloatPointer nativeC;

  DenseProduct(Kind kind, int m, int inner, int n) {
    this.kind = kind;
    this.inner = inner;
    SplittableRandom random = new SplittableRandom(20261121);
    a = kind == Kind.GRADIENT ? numbers(random, inner, m) : numbers(random, m, inner);
    b = kind == Kind.BACKWARD ? numbers(random, n, inner) : numbers(random, inner, n);
    c = Matrix.zeros(m, n);
  }

  private static Matrix numbers(SplittableRandom random, int rows, int columns) {
    Matrix x = Matrix.zeros(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      x.data()[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return x;
  }

  double flops() {
    return 2.0 * c.rows() * inner * c.columns();
  }

  /** {@code 512x784x64}: rows, terms, columns. */
  String shape() {
    return "%dx%dx%d".formatted(c.rows(), inner, c.columns());
  }

  String name() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + shape();
  }

  void run(Kernel kernel) {
    addTo(c, kernel);
  }

  private void addTo(Matrix out, Kernel kernel) {
    switch (kind) {
      case FORWARD -> kernel.addProduct(a, b, out);
      case GRADIENT -> kernel.addTransposedProduct(a, b, out);
      case BACKWARD -> kernel.addProductTransposed(a, b, out);
    }
  }

  /** After {@link OpenBlas#load}. */
  void copyForOpenBlas() {
    nativeA = OpenBlas.copy(a.data());
    nativeB = OpenBlas.copy(b.data());
    nativeC = OpenBlas.copy(new float[c.rows() * c.columns()]);
  }

  void runOpenBlas() {
    openBlasTo(nativeC);
  }

  private void openBlasTo(FloatPointer out) {
    OpenBlas.addProduct(
        kind == Kind.GRADIENT,
        kind == Kind.BACKWARD,
        c.rows(),
        c.columns(),
        inner,
        nativeA,
        nativeB,
        out);
  }

  /** The kernel's result must be the scalar kernel's to the bit. */
  void check(Kernel kernel) {
    Matrix actual = Matrix.zeros(c.rows(), c.columns());
    Matrix expected = Matrix.zeros(c.rows(), c.columns());
    addTo(actual, kernel);
    addTo(expected, new ScalarKernel());
    for (int i = 0; i < expected.data().length; i++) {
      require(actual.data()[i] == expected.data()[i], i, actual.data()[i], expected.data()[i]);
    }
  }

  /** OpenBLAS sums in another order: its result must be as near as rounding allows. */
  void checkOpenBlas(Kernel kernel) {
    Matrix expected = Matrix.zeros(c.rows(), c.columns());
    addTo(expected, kernel);
    float[] actual = new float[c.rows() * c.columns()];
    try (FloatPointer out = OpenBlas.copy(actual)) {
      openBlasTo(out);
      out.get(actual);
    }
    double bound = 1e-6 * inner + 1e-5;
    for (int i = 0; i < actual.length; i++) {
      require(Math.abs(actual[i] - expected.data()[i]) <= bound, i, actual[i], expected.data()[i]);
    }
  }

  private void require(boolean holds, int element, float actual, float expected) {
    if (!holds) {
      throw new IllegalStateException(
          "%s: element %d is %s, must be %s".formatted(name(), element, actual, expected));
    }
  }
}
