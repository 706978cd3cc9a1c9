package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.job.NetworkSection.Output;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.OutputSpec;

/** The keys of {@code network}, in both directions. */
final class NetworkKeys {
  private NetworkKeys() {}

  static NetworkSection read(Section section) {
    List<LayerSpec> hidden = new ArrayList<>();
    for (Section layer : section.sections("layers")) {
      LayerKeys.read(layer).ifPresent(hidden::add);
      layer.finish();
    }
    Optional<LossSpec> loss = LossKeys.read(section.section("loss"));
    Section output = section.section("output");
    OutputLayer layer = OutputKeys.layer(output);
    Output activation = OutputKeys.activation(output);
    Optional<OutputSpec.Bounded> bounds = OutputKeys.bounds(output);
    output.finish();
    section.finish();
    return new NetworkSection(hidden, loss, layer, activation, bounds);
  }

  static Map<String, Object> write(NetworkSection network) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("layers", network.hidden().stream().map(LayerKeys::write).toList());
    keys.put("loss", LossKeys.write(network.loss()));
    keys.put("output", OutputKeys.write(network));
    return keys;
  }
}
