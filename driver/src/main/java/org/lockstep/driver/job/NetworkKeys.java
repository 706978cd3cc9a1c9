package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.job.NetworkSection.Output;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/** The keys of {@code network}, in both directions. */
final class NetworkKeys {
  private static final String DENSE = "dense";
  private static final String DROPOUT = "dropout";
  private static final String INITIALIZER = "initializer";
  private static final String AUTO = "auto";

  private NetworkKeys() {}

  static NetworkSection read(Section section) {
    List<LayerSpec> hidden = new ArrayList<>();
    for (Section layer : section.sections("layers")) {
      layer(layer).ifPresent(hidden::add);
      layer.finish();
    }
    Optional<LossSpec> loss = LossKeys.read(section.section("loss"));
    Section output = section.section("output");
    RegularizerSpec regularizer = RegularizerKeys.read(output);
    String activation = output.word("activation", AUTO, Words.of(Output.values()));
    output.finish();
    section.finish();
    return new NetworkSection(hidden, loss, regularizer, Words.parse(Output.class, activation));
  }

  static Map<String, Object> write(NetworkSection network) {
    Map<String, Object> output = new LinkedHashMap<>();
    RegularizerKeys.write(network.regularizer(), output);
    output.put("activation", network.output().word());
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("layers", network.hidden().stream().map(NetworkKeys::write).toList());
    keys.put("loss", LossKeys.write(network.loss()));
    keys.put("output", output);
    return keys;
  }

  private static Optional<? extends LayerSpec> layer(Section section) {
    String type = section.word("type", DENSE, List.of(DENSE, DROPOUT));
    return type.equals(DROPOUT) ? dropout(section) : dense(section);
  }

  private static Optional<DropoutSpec> dropout(Section section) {
    if (!section.has("rate")) {
      section.missing("rate");
    }
    double rate = section.number("rate", 0.5);
    return section.build(() -> new DropoutSpec(rate));
  }

  private static Optional<DenseSpec> dense(Section section) {
    if (!section.has("units")) {
      section.missing("units");
    }
    int units = section.integer("units", 1);
    Activation activation =
        ChoiceKeys.read(
                section,
                "activation",
                Activation.names(),
                Activation::named,
                Activation::settings,
                Activation::with)
            .orElseGet(() -> Activation.named("relu"));
    Initializer initializer = initializer(section, activation);
    boolean bias = section.flag("bias", true);
    RegularizerSpec regularizer = RegularizerKeys.read(section);
    return section.build(() -> new DenseSpec(units, activation, initializer, bias, regularizer));
  }

  private static Initializer initializer(Section section, Activation activation) {
    Initializer auto = Initializer.defaultFor(activation);
    List<String> names = new ArrayList<>(List.of(AUTO));
    names.addAll(Initializer.names());
    return ChoiceKeys.read(
            section,
            INITIALIZER,
            names,
            word -> word.equals(AUTO) ? auto : Initializer.named(word),
            Initializer::settings,
            Initializer::with)
        .orElse(auto);
  }

  private static Map<String, Object> write(LayerSpec layer) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (layer instanceof DropoutSpec dropout) {
      keys.put("type", DROPOUT);
      keys.put("rate", dropout.rate());
    } else if (layer instanceof DenseSpec dense) {
      keys.put("type", DENSE);
      keys.put("units", dense.units());
      keys.put(
          "activation", ChoiceKeys.write(dense.activation().name(), dense.activation().settings()));
      keys.put(
          INITIALIZER,
          ChoiceKeys.write(dense.initializer().name(), dense.initializer().settings()));
      keys.put("bias", dense.bias());
      RegularizerKeys.write(dense.regularizer(), keys);
    }
    return keys;
  }
}
