package org.lockstep.trainer.initializer;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Selu;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.activation.Softmax;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Fills a kernel (inputs, units) before training; fanIn = inputs, fanOut = units. The scales are
 * Keras'; the "normal" ones that have a scale are truncated at two standard deviations and
 * rescaled, as Keras' are.
 *
 * <p>Element i (row-major) depends on (seed, layer, i) alone. Values are computed in double with
 * StrictMath and cast to float once.
 */
public sealed interface Initializer extends Serializable
    permits GlorotUniform,
        GlorotNormal,
        HeUniform,
        HeNormal,
        LecunUniform,
        LecunNormal,
        Normal,
        Constant,
        Zeros {

  /** The word in a job file. */
  String name();

  /** What can be chosen beside the name, by its key in a job file; for most formulas nothing. */
  default Map<String, Double> settings() {
    return Map.of();
  }

  /**
   * This formula with other settings.
   *
   * @param settings the keys of {@link #settings()}
   * @throws IllegalArgumentException if a value is out of range
   */
  default Initializer with(Map<String, Double> settings) {
    return this;
  }

  /**
   * Writes every element of the kernel.
   *
   * @param layer the index of the dense layer, 0 the one nearest the input
   */
  void fill(Matrix kernel, long seed, int layer);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return all().stream().map(Initializer::name).toList();
  }

  /**
   * The formula of that name with its default settings.
   *
   * @throws IllegalArgumentException if there is no such initializer
   */
  static Initializer named(String name) {
    return all().stream()
        .filter(initializer -> initializer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "initializer must be one of %s. Received: %s"
                        .formatted(String.join(", ", names()), name)));
  }

  /**
   * LeCun normal for SELU (Klambauer et al. 2017), Glorot uniform for the functions that are
   * symmetric about the origin or the sigmoid, He normal for ReLU, which halves the variance (He et
   * al. 2015), and its relatives.
   */
  static Initializer defaultFor(Activation activation) {
    if (activation instanceof Selu) {
      return new LecunNormal();
    }
    boolean symmetric =
        activation instanceof Identity
            || activation instanceof Sigmoid
            || activation instanceof Softmax
            || activation instanceof Tanh;
    return symmetric ? new GlorotUniform() : new HeNormal();
  }

  /** The stream of a layer's kernel. */
  static Stream stream(long seed, int layer) {
    return Stream.of(seed, Purpose.INITIALIZATION, layer);
  }

  private static List<Initializer> all() {
    return List.of(
        new GlorotUniform(),
        new GlorotNormal(),
        new HeUniform(),
        new HeNormal(),
        new LecunUniform(),
        new LecunNormal(),
        new Normal(),
        new Constant(),
        new Zeros());
  }
}
