package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;

/**
 * A network's choices as JSON: {@code {"inputs": …, "task": …, "layers": [{"type": "dense", …}]}},
 * with {@code "loss"} unless it is the task's own and {@code "output"} where one is chosen.
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
    if (!(network.output() instanceof OutputSpec.Natural)) {
      json.put("output", OutputCard.write(network.output()));
    }
    json.put("layers", network.layers().stream().map(LayerCard::write).toList());
    return json;
  }

  static NetworkSpec read(CardFields json) {
    json.only("inputs", "task", "loss", "output", "layers");
    List<LayerSpec> layers = new ArrayList<>();
    for (CardFields layer : json.objects("layers")) {
      layers.add(LayerCard.read(layer));
    }
    Task task = json.constant("task", Task.values(), Model::taskWord);
    LossSpec loss =
        json.names().contains("loss")
            ? LossCard.read(json.object("loss"))
            : LossSpec.defaultFor(task);
    OutputSpec output =
        json.names().contains("output")
            ? OutputCard.read(json.object("output"))
            : new OutputSpec.Natural();
    return new NetworkSpec(json.integer32("inputs"), layers, task, loss, output);
  }
}
