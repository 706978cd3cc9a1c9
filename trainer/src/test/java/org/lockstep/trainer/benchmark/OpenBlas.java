package org.lockstep.trainer.benchmark;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS on one thread, as the peer of the dense products. The environment's {@code
 * OPENBLAS_CORETYPE} (Haswell: AVX2, SkylakeX: AVX-512) chooses its kernels when the library is
 * loaded, so each needs a JVM of its own.
 */
final class OpenBlas {
  static final String VERSION = "0.3.31";

  private OpenBlas() {}

  /**
   * Loads the native library.
   *
   * @throws UnsatisfiedLinkError where the class path has none for this machine
   */
  static void load() {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
  }

  /**
   * The kernels in use: OpenBLAS keeps a table of functions for each core and one pointer to the
   * table that it has chosen; its own name function is not part of the binding.
   */
  static String core() {
    Pointer chosen = symbol("gotoblas");
    if (chosen == null) {
      return "one core only";
    }
    long table = new PointerPointer<Pointer>(chosen).get(Pointer.class, 0).address();
    for (String core :
        List.of("Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids", "Sandybridge")) {
      Pointer candidate = symbol("gotoblas_" + core.toUpperCase(java.util.Locale.ROOT));
      if (candidate != null && candidate.address() == table) {
        return core;
      }
    }
    return "of another name";
  }

  private static Pointer symbol(String name) {
    return Loader.addressof(name);
  }

  static FloatPointer copy(float[] x) {
    return new FloatPointer(x);
  }

  /** C += op(A)·op(B), row-major; C (m, n) and {@code inner} terms an element. */
  static void addProduct(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int inner,
      FloatPointer a,
      FloatPointer b,
      FloatPointer c) {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        transposeB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        m,
        n,
        inner,
        1f,
        a,
        transposeA ? m : inner,
        b,
        transposeB ? inner : n,
        1f,
        c,
        n);
  }
}
