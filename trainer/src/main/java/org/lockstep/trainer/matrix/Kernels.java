package org.lockstep.trainer.matrix;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Chooses the kernel of this JVM once and says which and why.
 *
 * <p>{@code -Dlockstep.kernel=auto|vector|scalar}: {@code auto} (default) takes SIMD where the JVM
 * was started with {@code --add-modules=jdk.incubator.vector}, as Spark's are; {@code vector}
 * insists on it.
 */
public final class Kernels {

  private static final Logger LOG = System.getLogger(Kernels.class.getName());
  private static final String MODULE = "jdk.incubator.vector";

  private Kernels() {}

  /** The fastest kernel that this JVM can run; always the same object, safe for all threads. */
  public static Kernel best() {
    return Chosen.KERNEL;
  }

  private static final class Chosen {
    static final Kernel KERNEL = choose(System.getProperty("lockstep.kernel", "auto"));
  }

  static Kernel choose(String wish) {
    boolean available = ModuleLayer.boot().findModule(MODULE).isPresent();
    switch (wish) {
      case "scalar" -> {
        LOG.log(Level.INFO, "kernel scalar: asked for by lockstep.kernel");
        return new ScalarKernel();
      }
      case "vector" -> {
        if (!available) {
          throw new IllegalStateException(
              "lockstep.kernel=vector must come with --add-modules="
                  + MODULE
                  + ". Received: a JVM without that module");
        }
      }
      case "auto" -> {
        if (!available) {
          LOG.log(
              Level.WARNING,
              "kernel scalar, several times slower: the JVM lacks --add-modules=" + MODULE);
          return new ScalarKernel();
        }
      }
      default ->
          throw new IllegalArgumentException(
              "lockstep.kernel must be auto, vector or scalar. Received: " + wish);
    }
    Kernel kernel = new VectorKernel();
    LOG.log(Level.INFO, "kernel {0}: module {1} is present", kernel.name(), MODULE);
    return kernel;
  }
}
