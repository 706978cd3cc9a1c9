package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.job.NetworkSection.Output;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.OutputSpec;

/** The keys of {@code network.output}, in both directions. */
final class OutputKeys {
  private static final String LOWER = "lower";
  private static final String UPPER = "upper";

  private OutputKeys() {}

  static OutputLayer layer(Section output) {
    Initializer initializer = InitializerKeys.read(output, new Identity());
    boolean bias = output.flag("bias", true);
    return new OutputLayer(initializer, bias, RegularizerKeys.read(output));
  }

  static Output activation(Section output) {
    String word = output.word("activation", Output.AUTO.word(), Words.of(Output.values()));
    return Words.parse(Output.class, word);
  }

  /** Nothing if the file has none or impossible ones, which are reported. */
  static Optional<OutputSpec.Bounded> bounds(Section output) {
    boolean given = output.has(LOWER) | output.has(UPPER); // both keys are known ones
    if (!given) {
      return Optional.empty();
    }
    double lower = output.number(LOWER, Double.NEGATIVE_INFINITY);
    double upper = output.number(UPPER, Double.POSITIVE_INFINITY);
    return output.build(() -> new OutputSpec.Bounded(lower, upper));
  }

  static Map<String, Object> write(NetworkSection network) {
    Map<String, Object> keys = new LinkedHashMap<>();
    InitializerKeys.write(network.layer().initializer(), keys);
    keys.put("bias", network.layer().bias());
    RegularizerKeys.write(network.layer().regularizer(), keys);
    keys.put("activation", network.output().word());
    network
        .bounds()
        .ifPresent(
            bounds -> {
              if (bounds.hasLower()) {
                keys.put(LOWER, bounds.lower());
              }
              if (bounds.hasUpper()) {
                keys.put(UPPER, bounds.upper());
              }
            });
    return keys;
  }
}
