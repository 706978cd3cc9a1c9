package org.lockstep.trainer.initializer;

import java.io.Serializable;
import java.util.List;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Fills a kernel (inputs, units) before training; fanIn = inputs, fanOut = units. The scales are
 * Keras'; the "normal" ones are truncated at two standard deviations and rescaled, as Keras' are.
 *
 * <p>Element i (row-major) depends on (seed, layer, i) alone. Values are computed in double with
 * StrictMath and cast to float once.
 */
public sealed interface Initializer extends Serializable
    permits GlorotUniform, GlorotNormal, HeUniform, HeNormal, Zeros {

  /** The word in a job file. */
  String name();

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

  /** He normal for ReLU, which halves the variance (He et al. 2015), Glorot uniform otherwise. */
  static Initializer defaultFor(Activation activation) {
    return activation instanceof Relu ? new HeNormal() : new GlorotUniform();
  }

  /** The stream of a layer's kernel. */
  static Stream stream(long seed, int layer) {
    return Stream.of(seed, Purpose.INITIALIZATION, layer);
  }

  private static List<Initializer> all() {
    return List.of(
        new GlorotUniform(), new GlorotNormal(), new HeUniform(), new HeNormal(), new Zeros());
  }
}
