package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Step;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/** The keys of one layer of {@code network.layers}, in both directions. */
final class LayerKeys {
  private static final String TYPE = "type";
  private static final String ACTIVATION = "activation";

  private LayerKeys() {}

  static Optional<? extends LayerSpec> read(Section section) {
    return switch (section.word(TYPE, "dense", LayerSpec.words())) {
      case "activation" -> activationLayer(section);
      case "batch_normalization" -> batchNormalization(section);
      case "dropout" -> dropout(section);
      case "gaussian_noise" -> gaussianNoise(section);
      default -> dense(section);
    };
  }

  static Map<String, Object> write(LayerSpec layer) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(TYPE, layer.word());
    if (layer instanceof DenseSpec dense) {
      keys.put("units", dense.units());
      keys.put(ACTIVATION, write(dense.activation()));
      InitializerKeys.write(dense.initializer(), keys);
      keys.put("bias", dense.bias());
      RegularizerKeys.write(dense.regularizer(), keys);
    } else if (layer instanceof ActivationSpec spec) {
      keys.put(ACTIVATION, write(spec.activation()));
    } else if (layer instanceof BatchNormalizationSpec spec) {
      keys.put("momentum", spec.momentum());
      keys.put("epsilon", spec.epsilon());
      keys.put("center", spec.center());
      keys.put("scale", spec.scale());
    } else if (layer instanceof DropoutSpec dropout) {
      keys.put("rate", dropout.rate());
    } else if (layer instanceof GaussianNoiseSpec noise) {
      keys.put("standardDeviation", noise.standardDeviation());
    }
    return keys;
  }

  private static Optional<ActivationSpec> activationLayer(Section section) {
    if (!section.has(ACTIVATION)) {
      section.missing(ACTIVATION);
    }
    return activation(section).map(ActivationSpec::new);
  }

  private static Optional<BatchNormalizationSpec> batchNormalization(Section section) {
    double momentum = section.number("momentum", BatchNormalizationSpec.MOMENTUM);
    double epsilon = section.number("epsilon", BatchNormalizationSpec.EPSILON);
    boolean center = section.flag("center", true);
    boolean scale = section.flag("scale", true);
    return section.build(() -> new BatchNormalizationSpec(momentum, epsilon, center, scale));
  }

  private static Optional<DropoutSpec> dropout(Section section) {
    if (!section.has("rate")) {
      section.missing("rate");
    }
    double rate = section.number("rate", 0.5);
    return section.build(() -> new DropoutSpec(rate));
  }

  private static Optional<GaussianNoiseSpec> gaussianNoise(Section section) {
    if (!section.has("standardDeviation")) {
      section.missing("standardDeviation");
    }
    double standardDeviation = section.number("standardDeviation", 0);
    return section.build(() -> new GaussianNoiseSpec(standardDeviation));
  }

  private static Optional<DenseSpec> dense(Section section) {
    if (!section.has("units")) {
      section.missing("units");
    }
    int units = section.integer("units", 1);
    Activation activation = activation(section).orElseGet(() -> Activation.named("relu"));
    Initializer initializer = InitializerKeys.read(section, activation);
    boolean bias = section.flag("bias", true);
    RegularizerSpec regularizer = RegularizerKeys.read(section);
    return section.build(() -> new DenseSpec(units, activation, initializer, bias, regularizer));
  }

  /** Nothing if the file has none or one that cannot be trained, which is reported. */
  private static Optional<Activation> activation(Section section) {
    Optional<Activation> activation =
        ChoiceKeys.read(
            section,
            ACTIVATION,
            Activation.names(),
            Activation::named,
            Activation::settings,
            Activation::with);
    if (activation.isPresent() && activation.get() instanceof Step) {
      section.reject(
          ACTIVATION,
          "one with a slope: that of step is 0, so the layers before it would never change;"
              + " step is for network.output.activation");
      return Optional.empty();
    }
    return activation;
  }

  private static Object write(Activation activation) {
    return ChoiceKeys.write(activation.name(), activation.settings());
  }
}
