package org.lockstep.driver.job;

import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.optimizer.AdaMax;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.AdamW;
import org.lockstep.trainer.optimizer.AmsGrad;
import org.lockstep.trainer.optimizer.Nadam;
import org.lockstep.trainer.optimizer.OptimizerSpec;

/** The keys of Adam and of the optimizers that have the same four settings, in both directions. */
final class AdamKeys {
  private AdamKeys() {}

  static Optional<? extends OptimizerSpec> read(Section section, String type) {
    Adam byDefault = new Adam(0.001);
    double learningRate = section.number("learningRate", byDefault.learningRate());
    double beta1 = section.number("beta1", byDefault.beta1());
    double beta2 = section.number("beta2", byDefault.beta2());
    double epsilon = section.number("epsilon", byDefault.epsilon());
    return switch (type) {
      case "adamw" -> {
        double decay = section.number("weightDecay", new AdamW(0.001).weightDecay());
        yield section.build(() -> new AdamW(learningRate, beta1, beta2, epsilon, decay));
      }
      case "amsgrad" -> section.build(() -> new AmsGrad(learningRate, beta1, beta2, epsilon));
      case "nadam" -> {
        double decay = section.number("momentumDecay", new Nadam(0.001).momentumDecay());
        yield section.build(() -> new Nadam(learningRate, beta1, beta2, epsilon, decay));
      }
      case "adamax" -> section.build(() -> new AdaMax(learningRate, beta1, beta2, epsilon));
      default -> section.build(() -> new Adam(learningRate, beta1, beta2, epsilon));
    };
  }

  static void write(OptimizerSpec optimizer, Map<String, Object> keys) {
    if (optimizer instanceof Adam adam) {
      put(keys, adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (optimizer instanceof AdamW adamw) {
      put(keys, adamw.beta1(), adamw.beta2(), adamw.epsilon());
      keys.put("weightDecay", adamw.weightDecay());
    } else if (optimizer instanceof AmsGrad amsgrad) {
      put(keys, amsgrad.beta1(), amsgrad.beta2(), amsgrad.epsilon());
    } else if (optimizer instanceof Nadam nadam) {
      put(keys, nadam.beta1(), nadam.beta2(), nadam.epsilon());
      keys.put("momentumDecay", nadam.momentumDecay());
    } else if (optimizer instanceof AdaMax adamax) {
      put(keys, adamax.beta1(), adamax.beta2(), adamax.epsilon());
    }
  }

  private static void put(Map<String, Object> keys, double beta1, double beta2, double epsilon) {
    keys.put("beta1", beta1);
    keys.put("beta2", beta2);
    keys.put("epsilon", epsilon);
  }
}
