package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.training.LayerRates;

/** {@code training.layerRates} and {@code training.frozen}, whose layers have the factor 0. */
final class LayerRateKeys {
  private static final String RATES = "layerRates";
  private static final String FROZEN = "frozen";

  private LayerRateKeys() {}

  static LayerRates read(Section training) {
    Map<String, Double> factors = new LinkedHashMap<>(training.numbers(RATES));
    for (String layer : training.texts(FROZEN, List.of())) {
      if (factors.getOrDefault(layer, 0.0) != 0) {
        training.reject(FROZEN, "layers without another factor in training.layerRates");
      }
      factors.put(layer, 0.0);
    }
    Optional<LayerRates> rates = training.build(() -> new LayerRates(factors));
    return rates.orElseGet(LayerRates::same);
  }

  static void write(LayerRates rates, Map<String, Object> keys) {
    Map<String, Object> factors = new LinkedHashMap<>();
    List<String> frozen = new ArrayList<>();
    rates
        .factors()
        .forEach(
            (layer, factor) -> {
              if (factor == 0) {
                frozen.add(layer);
              } else {
                factors.put(layer, factor);
              }
            });
    keys.put(RATES, factors);
    keys.put(FROZEN, frozen);
  }
}
