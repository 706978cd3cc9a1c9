package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;

/** The keys of {@code training.clip}, in both directions. */
final class ClipKeys {
  private ClipKeys() {}

  static ClipSpec read(Section section) {
    NoClip byDefault = new NoClip();
    String type = section.word("type", byDefault.name(), ClipSpec.names());
    Optional<? extends ClipSpec> spec =
        switch (type) {
          case "value" -> {
            double limit = limit(section);
            yield section.build(() -> new ClipByValue(limit));
          }
          case "norm" -> {
            double limit = limit(section);
            yield section.build(() -> new ClipByNorm(limit));
          }
          case "global_norm" -> {
            double limit = limit(section);
            yield section.build(() -> new ClipByGlobalNorm(limit));
          }
          default -> Optional.of(byDefault);
        };
    section.finish();
    return spec.isPresent() ? spec.get() : byDefault;
  }

  private static double limit(Section section) {
    if (!section.has("limit")) {
      section.missing("limit");
    }
    return section.number("limit", 1);
  }

  static Map<String, Object> write(ClipSpec clip) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", clip.name());
    if (clip instanceof ClipByValue value) {
      keys.put("limit", value.limit());
    } else if (clip instanceof ClipByNorm norm) {
      keys.put("limit", norm.limit());
    } else if (clip instanceof ClipByGlobalNorm globalNorm) {
      keys.put("limit", globalNorm.limit());
    }
    return keys;
  }
}
