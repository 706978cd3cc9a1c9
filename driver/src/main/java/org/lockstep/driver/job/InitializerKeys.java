package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;

/** The key of a layer that says what its kernel begins with, in both directions. */
final class InitializerKeys {
  private static final String INITIALIZER = "initializer";
  private static final String AUTO = "auto";

  private InitializerKeys() {}

  /**
   * The one that suits the activation where the file has none or a wrong one, which is reported.
   */
  static Initializer read(Section layer, Activation activation) {
    Initializer auto = Initializer.defaultFor(activation);
    List<String> names = new ArrayList<>(List.of(AUTO));
    names.addAll(Initializer.names());
    return ChoiceKeys.read(
            layer,
            INITIALIZER,
            names,
            word -> word.equals(AUTO) ? auto : Initializer.named(word),
            Initializer::settings,
            Initializer::with)
        .orElse(auto);
  }

  static void write(Initializer initializer, Map<String, Object> layer) {
    layer.put(INITIALIZER, ChoiceKeys.write(initializer.name(), initializer.settings()));
  }
}
