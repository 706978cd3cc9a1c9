package org.lockstep.trainer.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;

/** A layer's choices as JSON: {@code {"type": "dense", "units": 64, …}}, every one spelt out. */
final class LayerCard {
  private static final String TYPE = "type";

  private LayerCard() {}

  static Map<String, Object> write(LayerSpec layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(TYPE, layer.word());
    if (layer instanceof DenseSpec dense) {
      json.put("units", dense.units());
      json.put("activation", write(dense.activation()));
      json.put(
          "initializer",
          ChoiceCard.write(dense.initializer().name(), dense.initializer().settings()));
      json.put("bias", dense.bias());
      RegularizerCard.write(dense.regularizer(), json);
    } else if (layer instanceof ActivationSpec spec) {
      json.put("activation", write(spec.activation()));
    } else if (layer instanceof BatchNormalizationSpec spec) {
      json.put("momentum", spec.momentum());
      json.put("epsilon", spec.epsilon());
      json.put("center", spec.center());
      json.put("scale", spec.scale());
    } else if (layer instanceof DropoutSpec dropout) {
      json.put("rate", dropout.rate());
    } else if (layer instanceof GaussianNoiseSpec noise) {
      json.put("standardDeviation", noise.standardDeviation());
    }
    return json;
  }

  static LayerSpec read(CardFields json) {
    return switch (json.word(TYPE, LayerSpec.words())) {
      case "activation" -> {
        json.only(TYPE, "activation");
        yield new ActivationSpec(activation(json));
      }
      case "batch_normalization" -> {
        json.only(TYPE, "momentum", "epsilon", "center", "scale");
        yield new BatchNormalizationSpec(
            json.number("momentum"),
            json.number("epsilon"),
            json.bool("center"),
            json.bool("scale"));
      }
      case "dropout" -> {
        json.only(TYPE, "rate");
        yield new DropoutSpec(json.number("rate"));
      }
      case "gaussian_noise" -> {
        json.only(TYPE, "standardDeviation");
        yield new GaussianNoiseSpec(json.number("standardDeviation"));
      }
      default -> dense(json);
    };
  }

  private static DenseSpec dense(CardFields json) {
    json.only(
        TYPE,
        "units",
        "activation",
        "initializer",
        "bias",
        "l1",
        "l2",
        "maxNorm",
        "regularizeBias");
    return new DenseSpec(
        json.integer32("units"),
        activation(json),
        ChoiceCard.read(
            json, "initializer", Initializer::named, Initializer::settings, Initializer::with),
        json.bool("bias"),
        RegularizerCard.read(json));
  }

  private static Object write(Activation activation) {
    return ChoiceCard.write(activation.name(), activation.settings());
  }

  private static Activation activation(CardFields json) {
    return ChoiceCard.read(
        json, "activation", Activation::named, Activation::settings, Activation::with);
  }
}
