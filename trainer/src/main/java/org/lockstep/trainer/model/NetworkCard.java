package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/**
 * A network's choices as JSON: {@code {"inputs": …, "task": …, "layers": [{"type": "dense", …}]}},
 * with {@code "loss"} unless it is the task's own.
 */
final class NetworkCard {
  private NetworkCard() {}

  static Map<String, Object> write(NetworkSpec network) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("inputs", network.inputs());
    json.put("task", Model.taskWord(network.task()));
    if (!network.loss().equals(LossSpec.defaultFor(network.task()))) {
      json.put("loss", LossCard.write(network.loss()));
    }
    json.put("layers", network.layers().stream().map(NetworkCard::writeLayer).toList());
    return json;
  }

  static NetworkSpec read(CardFields json) {
    json.only("inputs", "task", "loss", "layers");
    List<LayerSpec> layers = new ArrayList<>();
    for (CardFields layer : json.objects("layers")) {
      layers.add(readLayer(layer));
    }
    Task task = json.constant("task", Task.values(), Model::taskWord);
    LossSpec loss =
        json.names().contains("loss")
            ? LossCard.read(json.object("loss"))
            : LossSpec.defaultFor(task);
    return new NetworkSpec(json.integer32("inputs"), layers, task, loss);
  }

  private static Map<String, Object> writeLayer(LayerSpec layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (layer instanceof DenseSpec dense) {
      json.put("type", "dense");
      json.put("units", dense.units());
      json.put(
          "activation", ChoiceCard.write(dense.activation().name(), dense.activation().settings()));
      json.put(
          "initializer",
          ChoiceCard.write(dense.initializer().name(), dense.initializer().settings()));
      json.put("bias", dense.bias());
      RegularizerCard.write(dense.regularizer(), json);
    } else if (layer instanceof DropoutSpec dropout) {
      json.put("type", "dropout");
      json.put("rate", dropout.rate());
    }
    return json;
  }

  private static LayerSpec readLayer(CardFields json) {
    if (json.word("type", List.of("dense", "dropout")).equals("dropout")) {
      json.only("type", "rate");
      return new DropoutSpec(json.number("rate"));
    }
    json.only(
        "type",
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
        ChoiceCard.read(
            json, "activation", Activation::named, Activation::settings, Activation::with),
        ChoiceCard.read(
            json, "initializer", Initializer::named, Initializer::settings, Initializer::with),
        json.bool("bias"),
        RegularizerCard.read(json));
  }
}
