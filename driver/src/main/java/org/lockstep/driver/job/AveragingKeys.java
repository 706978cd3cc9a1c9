package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.training.AveragingSpec;

/**
 * The key {@code training.averagingPeriod}, in both directions: a number of steps, or {@code
 * adaptive}, alone or as {@code { type = adaptive, start = 1, … }}.
 */
final class AveragingKeys {
  private static final String KEY = "averagingPeriod";
  private static final String ADAPTIVE = "adaptive";
  private static final AveragingSpec BY_DEFAULT = new AveragingSpec(1, 2, 5, 64);

  private AveragingKeys() {}

  static AveragingSpec read(Section section) {
    if (section.isSection(KEY)) {
      return adaptive(section.section(KEY));
    }
    if (section.isText(KEY)) {
      section.word(KEY, ADAPTIVE, List.of(ADAPTIVE));
      return BY_DEFAULT;
    }
    int steps = section.integer(KEY, 1);
    return section.build(() -> AveragingSpec.every(steps)).orElse(AveragingSpec.everyStep());
  }

  private static AveragingSpec adaptive(Section section) {
    if (!section.has("type")) {
      section.missing("type");
    }
    section.word("type", ADAPTIVE, List.of(ADAPTIVE));
    int start = section.integer("start", BY_DEFAULT.start());
    int growth = section.integer("growth", BY_DEFAULT.growth());
    int everyEpochs = section.integer("everyEpochs", BY_DEFAULT.everyEpochs());
    int most = section.integer("most", BY_DEFAULT.most());
    section.finish();
    return section
        .build(() -> new AveragingSpec(start, growth, everyEpochs, most))
        .orElse(BY_DEFAULT);
  }

  static Object write(AveragingSpec spec) {
    if (spec.equals(AveragingSpec.every(spec.start()))) {
      return spec.start();
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", ADAPTIVE);
    keys.put("start", spec.start());
    keys.put("growth", spec.growth());
    keys.put("everyEpochs", spec.everyEpochs());
    keys.put("most", spec.most());
    return keys;
  }
}
