package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.optimizer.AdaDelta;
import org.lockstep.trainer.optimizer.AdaGrad;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.Lion;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.RmsProp;
import org.lockstep.trainer.optimizer.Sgd;

/**
 * The keys of {@code training.optimizer}, in both directions; defaults are those of the optimizers'
 * own documentation. Adam and its kin are in {@link AdamKeys}.
 */
final class OptimizerKeys {
  private OptimizerKeys() {}

  static OptimizerSpec read(Section section) {
    Adam byDefault = new Adam(0.001);
    String type = section.word("type", byDefault.name(), OptimizerSpec.names());
    Optional<? extends OptimizerSpec> spec =
        switch (type) {
          case "sgd" -> sgd(section);
          case "momentum" -> momentum(section);
          case "adagrad" -> adagrad(section);
          case "rmsprop" -> rmsprop(section);
          case "adadelta" -> adadelta(section);
          case "lion" -> lion(section);
          default -> AdamKeys.read(section, type);
        };
    boolean lazy = section.flag("lazy", false);
    section.finish();
    OptimizerSpec chosen = spec.isPresent() ? spec.get() : byDefault;
    return lazy ? new Lazy(chosen) : chosen;
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

  private static Optional<AdaGrad> adagrad(Section section) {
    AdaGrad byDefault = new AdaGrad(0.001);
    double learningRate = section.number("learningRate", byDefault.learningRate());
    double initial = section.number("initialAccumulator", byDefault.initialAccumulator());
    double epsilon = section.number("epsilon", byDefault.epsilon());
    return section.build(() -> new AdaGrad(learningRate, initial, epsilon));
  }

  private static Optional<RmsProp> rmsprop(Section section) {
    RmsProp byDefault = new RmsProp(0.001);
    double learningRate = section.number("learningRate", byDefault.learningRate());
    double rho = section.number("rho", byDefault.rho());
    double momentum = section.number("momentum", byDefault.momentum());
    double epsilon = section.number("epsilon", byDefault.epsilon());
    boolean centered = section.flag("centered", byDefault.centered());
    return section.build(() -> new RmsProp(learningRate, rho, momentum, epsilon, centered));
  }

  private static Optional<AdaDelta> adadelta(Section section) {
    AdaDelta byDefault = new AdaDelta(1);
    double learningRate = section.number("learningRate", byDefault.learningRate());
    double rho = section.number("rho", byDefault.rho());
    double epsilon = section.number("epsilon", byDefault.epsilon());
    return section.build(() -> new AdaDelta(learningRate, rho, epsilon));
  }

  private static Optional<Lion> lion(Section section) {
    Lion byDefault = new Lion(0.001);
    double learningRate = section.number("learningRate", byDefault.learningRate());
    double beta1 = section.number("beta1", byDefault.beta1());
    double beta2 = section.number("beta2", byDefault.beta2());
    double weightDecay = section.number("weightDecay", byDefault.weightDecay());
    return section.build(() -> new Lion(learningRate, beta1, beta2, weightDecay));
  }

  static Map<String, Object> write(OptimizerSpec optimizer) {
    if (optimizer instanceof Lazy lazy) {
      Map<String, Object> keys = write(lazy.inner());
      keys.put("lazy", true);
      return keys;
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", optimizer.name());
    keys.put("learningRate", optimizer.learningRate());
    if (optimizer instanceof Momentum momentum) {
      keys.put("momentum", momentum.momentum());
      keys.put("nesterov", momentum.nesterov());
    } else if (optimizer instanceof AdaGrad adagrad) {
      keys.put("initialAccumulator", adagrad.initialAccumulator());
      keys.put("epsilon", adagrad.epsilon());
    } else if (optimizer instanceof RmsProp rmsprop) {
      keys.put("rho", rmsprop.rho());
      keys.put("momentum", rmsprop.momentum());
      keys.put("epsilon", rmsprop.epsilon());
      keys.put("centered", rmsprop.centered());
    } else if (optimizer instanceof AdaDelta adadelta) {
      keys.put("rho", adadelta.rho());
      keys.put("epsilon", adadelta.epsilon());
    } else if (optimizer instanceof Lion lion) {
      keys.put("beta1", lion.beta1());
      keys.put("beta2", lion.beta2());
      keys.put("weightDecay", lion.weightDecay());
    } else {
      AdamKeys.write(optimizer, keys);
    }
    return keys;
  }
}
