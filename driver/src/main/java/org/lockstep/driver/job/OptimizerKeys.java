package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;

/** The keys of {@code training.optimizer}, in both directions; defaults are Keras'. */
final class OptimizerKeys {
  private static final Adam DEFAULT = new Adam(0.001);

  private OptimizerKeys() {}

  static OptimizerSpec read(Section section) {
    String type = section.word("type", DEFAULT.name(), OptimizerSpec.names());
    Optional<? extends OptimizerSpec> spec =
        switch (type) {
          case "sgd" -> sgd(section);
          case "momentum" -> momentum(section);
          default -> adam(section);
        };
    section.finish();
    return spec.isPresent() ? spec.get() : DEFAULT;
  }

  private static Optional<Sgd> sgd(Section section) {
    double learningRate = section.number("learningRate", 0.01);
    return section.build(() -> new Sgd(learningRate));
  }

  private static Optional<Momentum> momentum(Section section) {
    double learningRate = section.number("learningRate", 0.01);
    double momentum = section.number("momentum", 0.9);
    boolean nesterov = section.flag("nesterov", false);
    return section.build(() -> new Momentum(learningRate, momentum, nesterov));
  }

  private static Optional<Adam> adam(Section section) {
    double learningRate = section.number("learningRate", DEFAULT.learningRate());
    double beta1 = section.number("beta1", DEFAULT.beta1());
    double beta2 = section.number("beta2", DEFAULT.beta2());
    double epsilon = section.number("epsilon", DEFAULT.epsilon());
    return section.build(() -> new Adam(learningRate, beta1, beta2, epsilon));
  }

  static Map<String, Object> write(OptimizerSpec optimizer) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", optimizer.name());
    keys.put("learningRate", optimizer.learningRate());
    if (optimizer instanceof Momentum momentum) {
      keys.put("momentum", momentum.momentum());
      keys.put("nesterov", momentum.nesterov());
    } else if (optimizer instanceof Adam adam) {
      keys.put("beta1", adam.beta1());
      keys.put("beta2", adam.beta2());
      keys.put("epsilon", adam.epsilon());
    }
    return keys;
  }
}
