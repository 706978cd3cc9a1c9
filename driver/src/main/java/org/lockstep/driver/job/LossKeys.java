package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.network.LossSpec;

/** The keys of {@code network.loss}, in both directions. Nothing stands for the task's own loss. */
final class LossKeys {
  private static final String AUTO = "auto";

  private LossKeys() {}

  static Optional<LossSpec> read(Section section) {
    List<String> types = new ArrayList<>(List.of(AUTO));
    types.addAll(LossSpec.names());
    Optional<? extends LossSpec> loss =
        switch (section.word("type", AUTO, types)) {
          case "cross_entropy" -> crossEntropy(section);
          case "focal" -> focal(section);
          case "huber" -> huber(section);
          case "hinge" -> Optional.of(new LossSpec.Hinge());
          case "kl_divergence" -> Optional.of(new LossSpec.KlDivergence());
          case "mean_squared_error" -> Optional.of(new LossSpec.SquaredError());
          case "mean_absolute_error" -> Optional.of(new LossSpec.AbsoluteError());
          case "poisson" -> Optional.of(new LossSpec.Poisson());
          default -> Optional.empty();
        };
    section.finish();
    return loss.map(LossSpec.class::cast);
  }

  static Map<String, Object> write(Optional<LossSpec> loss) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", loss.map(LossSpec::name).orElse(AUTO));
    if (loss.orElse(null) instanceof LossSpec.CrossEntropy choice) {
      keys.put("labelSmoothing", choice.labelSmoothing());
    } else if (loss.orElse(null) instanceof LossSpec.Focal choice) {
      keys.put("gamma", choice.gamma());
    } else if (loss.orElse(null) instanceof LossSpec.Huber choice) {
      keys.put("delta", choice.delta());
    }
    return keys;
  }

  private static Optional<LossSpec.CrossEntropy> crossEntropy(Section section) {
    double labelSmoothing = section.number("labelSmoothing", 0);
    return section.build(() -> new LossSpec.CrossEntropy(labelSmoothing));
  }

  private static Optional<LossSpec.Focal> focal(Section section) {
    double gamma = section.number("gamma", 2);
    return section.build(() -> new LossSpec.Focal(gamma));
  }

  private static Optional<LossSpec.Huber> huber(Section section) {
    double delta = section.number("delta", 1);
    return section.build(() -> new LossSpec.Huber(delta));
  }
}
