package org.lockstep.trainer.activation;

import java.io.Serializable;
import java.util.List;

/**
 * An element-wise function a = f(z) of a dense layer. Stateless and thread-safe.
 *
 * <p>Every f here has a derivative that is a function of a alone, so {@link #backward} never reads
 * {@code z} and a layer may keep one buffer for both.
 */
public sealed interface Activation extends Serializable permits Identity, Sigmoid, Tanh, Relu {

  /** The word in a job file. */
  String name();

  /** Writes {@code a[i] = f(z[i])} for i in {@code from … to−1}; {@code a} may be {@code z}. */
  void forward(float[] z, float[] a, int from, int to);

  /**
   * Multiplies {@code delta[i]} by f′(z[i]) for i in {@code from … to−1}.
   *
   * @param z the pre-activations; may be the array {@code a}
   * @param a what {@link #forward} wrote
   * @param delta on entry ∂ℓ/∂a, on return ∂ℓ/∂z
   */
  void backward(float[] z, float[] a, float[] delta, int from, int to);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return all().stream().map(Activation::name).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such activation
   */
  static Activation named(String name) {
    return all().stream()
        .filter(activation -> activation.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "activation must be one of %s. Received: %s"
                        .formatted(String.join(", ", names()), name)));
  }

  private static List<Activation> all() {
    return List.of(new Identity(), new Sigmoid(), new Tanh(), new Relu());
  }
}
