package org.lockstep.trainer.training;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Discriminative learning rates (Howard &amp; Ruder 2018): a factor of the learning rate for each
 * layer that is named, 1 for the others. A factor of 0 freezes a layer: its numbers keep their
 * bits, no penalty, decay or norm limit moves them, and they count in no norm that gradients are
 * clipped by. A frozen batch normalization keeps its averages and, in training, still uses the
 * batch's.
 *
 * @param factors by layer name ({@code dense_1}, {@code batch_normalization_1}), ≥ 0 and finite
 */
public record LayerRates(Map<String, Double> factors) implements Serializable {

  public LayerRates {
    factors = Collections.unmodifiableMap(new TreeMap<>(factors));
    factors.forEach(
        (layer, factor) -> {
          if (!(factor >= 0) || factor.isInfinite()) {
            throw new IllegalArgumentException(
                "layerRates must be finite and >= 0. Received: %s for %s".formatted(factor, layer));
          }
        });
  }

  /** The same rate for all layers. */
  public static LayerRates same() {
    return new LayerRates(Map.of());
  }

  /** Whether all layers learn at the same rate. */
  public boolean isOff() {
    return factors.values().stream().allMatch(factor -> factor == 1);
  }

  /** Whether some layer is frozen. */
  public boolean freezes() {
    return factors.containsValue(0.0) || factors.containsValue(-0.0);
  }

  /**
   * The factor of a slice's layer.
   *
   * @param slice its name, {@code dense_1/kernel}
   */
  public double of(String slice) {
    return factors.getOrDefault(slice.substring(0, slice.indexOf('/')), 1.0);
  }

  /** Whether a slice keeps its bits. */
  public boolean isFrozen(String slice) {
    return of(slice) == 0;
  }

  /** The different factors, 1 first, without 0. */
  public double[] distinct() {
    return DoubleStream.concat(
            DoubleStream.of(1), factors.values().stream().mapToDouble(Double::doubleValue))
        .filter(factor -> factor != 0)
        .distinct()
        .toArray();
  }

  /**
   * Refuses names that no layer with parameters has, and to freeze them all.
   *
   * @param slices the names of the network's slices that are learned
   */
  public void requireAmong(Collection<String> slices) {
    List<String> layers =
        slices.stream().map(name -> name.substring(0, name.indexOf('/'))).distinct().toList();
    for (String layer : factors.keySet()) {
      if (!layers.contains(layer)) {
        throw new IllegalArgumentException(
            "layerRates must name layers of the network, %s. Received: %s"
                .formatted(String.join(", ", layers), layer));
      }
    }
    if (slices.stream().allMatch(this::isFrozen)) {
      throw new IllegalArgumentException(
          "layerRates must leave a layer that learns. Received: 0 for "
              + String.join(", ", layers));
    }
  }
}
