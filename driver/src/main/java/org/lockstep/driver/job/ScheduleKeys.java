package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.Cosine;
import org.lockstep.trainer.schedule.Exponential;
import org.lockstep.trainer.schedule.InverseTime;
import org.lockstep.trainer.schedule.ScheduleSpec;

/** The keys of {@code training.schedule}, in both directions. */
final class ScheduleKeys {
  private ScheduleKeys() {}

  static ScheduleSpec read(Section section) {
    String type = section.word("type", new Constant().name(), ScheduleSpec.names());
    Optional<? extends ScheduleSpec> spec =
        switch (type) {
          case "exponential" -> exponential(section);
          case "inverse_time" -> inverseTime(section);
          case "cosine" -> cosine(section);
          default -> Optional.of(new Constant());
        };
    section.finish();
    return spec.isPresent() ? spec.get() : new Constant();
  }

  private static Optional<Exponential> exponential(Section section) {
    double rate = section.number("rate", 0.96);
    long decaySteps = section.wholeNumber("decaySteps", 1000);
    return section.build(() -> new Exponential(rate, decaySteps));
  }

  private static Optional<InverseTime> inverseTime(Section section) {
    double rate = section.number("rate", 1);
    long decaySteps = section.wholeNumber("decaySteps", 1000);
    return section.build(() -> new InverseTime(rate, decaySteps));
  }

  private static Optional<Cosine> cosine(Section section) {
    if (!section.has("totalSteps")) {
      section.missing("totalSteps");
    }
    long totalSteps = section.wholeNumber("totalSteps", 1);
    double minimum = section.number("minimum", 0);
    return section.build(() -> new Cosine(totalSteps, minimum));
  }

  static Map<String, Object> write(ScheduleSpec schedule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", schedule.name());
    if (schedule instanceof Exponential exponential) {
      keys.put("rate", exponential.rate());
      keys.put("decaySteps", exponential.decaySteps());
    } else if (schedule instanceof InverseTime inverseTime) {
      keys.put("rate", inverseTime.rate());
      keys.put("decaySteps", inverseTime.decaySteps());
    } else if (schedule instanceof Cosine cosine) {
      keys.put("totalSteps", cosine.totalSteps());
      keys.put("minimum", cosine.minimum());
    }
    return keys;
  }
}
