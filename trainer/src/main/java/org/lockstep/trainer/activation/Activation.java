package org.lockstep.trainer.activation;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.matrix.Elements;

/**
 * An element-wise function a = f(z) of a layer; of its units together if {@link #mixesUnits}.
 * Stateless and thread-safe.
 *
 * <p>{@link PRelu} and {@link RRelu} are more than that in training: their slopes are learned and
 * drawn by the network's passes, and what stands here is the function before any of it.
 */
public sealed interface Activation extends Serializable
    permits Identity,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu,
        RRelu,
        PRelu,
        Elu,
        Selu,
        Gelu,
        GeluTanh,
        Silu,
        Mish,
        Softplus,
        Softmax,
        Step {

  /** The word in a job file. */
  String name();

  /** What can be chosen beside the name, by its key in a job file; for most functions nothing. */
  default Map<String, Double> settings() {
    return Map.of();
  }

  /**
   * This function with other settings.
   *
   * @param settings the keys of {@link #settings()}
   * @throws IllegalArgumentException if a value is out of range
   */
  default Activation with(Map<String, Double> settings) {
    return this;
  }

  /**
   * Whether f′ cannot be told from a alone, as where f falls and rises again. If so, a layer keeps
   * z in a buffer of its own; if not, {@link #backward} never reads {@code z} and one buffer serves
   * for both.
   */
  default boolean derivesFromInput() {
    return false;
  }

  /** Whether a unit's a depends on the others' z; then a range is one row's units. */
  default boolean mixesUnits() {
    return false;
  }

  /**
   * Writes {@code a[i] = f(z[i])} for i in {@code from … to−1}; {@code a} may be {@code z}.
   *
   * @param elements whose arithmetic to use
   */
  void forward(Elements elements, float[] z, float[] a, int from, int to);

  /**
   * Multiplies {@code delta[i]} by f′(z[i]) for i in {@code from … to−1}.
   *
   * @param elements whose arithmetic to use
   * @param z the pre-activations; may be the array {@code a} unless {@link #derivesFromInput()}
   * @param a what {@link #forward} wrote
   * @param delta on entry ∂ℓ/∂a, on return ∂ℓ/∂z
   */
  void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return all().stream().map(Activation::name).toList();
  }

  /**
   * The function of that name with its default settings.
   *
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
    return List.of(
        new Identity(),
        new Sigmoid(),
        new Tanh(),
        new Relu(),
        new LeakyRelu(),
        new RRelu(),
        new PRelu(),
        new Elu(),
        new Selu(),
        new Gelu(),
        new GeluTanh(),
        new Silu(),
        new Mish(),
        new Softplus(),
        new Softmax(),
        new Step());
  }
}
