package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.Cosine;
import org.lockstep.trainer.schedule.CosineRestarts;
import org.lockstep.trainer.schedule.Exponential;
import org.lockstep.trainer.schedule.InverseTime;
import org.lockstep.trainer.schedule.OneCycle;
import org.lockstep.trainer.schedule.Piecewise;
import org.lockstep.trainer.schedule.Polynomial;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.schedule.StepDecay;
import org.lockstep.trainer.schedule.Warmup;

/** The keys of {@code training.schedule}, in both directions. */
final class ScheduleKeys {
  private ScheduleKeys() {}

  static ScheduleSpec read(Section section) {
    String type = section.word("type", new Constant().name(), ScheduleSpec.names());
    Optional<? extends ScheduleSpec> spec =
        switch (type) {
          case "step" -> step(section);
          case "piecewise" -> piecewise(section);
          case "exponential" -> exponential(section);
          case "inverse_time" -> inverseTime(section);
          case "polynomial" -> polynomial(section);
          case "cosine" -> cosine(section);
          case "cosine_restarts" -> cosineRestarts(section);
          case "one_cycle" -> oneCycle(section);
          case "reduce_on_plateau" -> reduceOnPlateau(section);
          default -> Optional.of(new Constant());
        };
    long warmupSteps = section.wholeNumber("warmupSteps", 0);
    if (warmupSteps < 0) {
      section.reject("warmupSteps", ">= 0");
    }
    section.finish();
    ScheduleSpec after = spec.isPresent() ? spec.get() : new Constant();
    return warmupSteps > 0 ? new Warmup(warmupSteps, after) : after;
  }

  private static Optional<StepDecay> step(Section section) {
    double rate = section.number("rate", 0.1);
    long decaySteps = section.wholeNumber("decaySteps", 1000);
    return section.build(() -> new StepDecay(rate, decaySteps));
  }

  private static Optional<Piecewise> piecewise(Section section) {
    List<Long> boundaries = section.wholeNumbers("boundaries", List.of());
    List<Double> factors = section.numbers("factors", List.of());
    if (!section.has("boundaries") || !section.has("factors")) {
      section.missing(section.has("boundaries") ? "factors" : "boundaries");
      return Optional.empty();
    }
    return section.build(() -> new Piecewise(boundaries, factors));
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

  private static Optional<Polynomial> polynomial(Section section) {
    long totalSteps = given(section, "totalSteps", 1);
    double minimum = section.number("minimum", 0);
    double power = section.number("power", 1);
    return section.build(() -> new Polynomial(totalSteps, minimum, power));
  }

  private static Optional<Cosine> cosine(Section section) {
    long totalSteps = given(section, "totalSteps", 1);
    double minimum = section.number("minimum", 0);
    return section.build(() -> new Cosine(totalSteps, minimum));
  }

  private static Optional<CosineRestarts> cosineRestarts(Section section) {
    long firstSteps = given(section, "firstSteps", 1);
    double lengthFactor = section.number("lengthFactor", 2);
    double peakFactor = section.number("peakFactor", 1);
    double minimum = section.number("minimum", 0);
    return section.build(() -> new CosineRestarts(firstSteps, lengthFactor, peakFactor, minimum));
  }

  private static Optional<OneCycle> oneCycle(Section section) {
    long totalSteps = given(section, "totalSteps", 1000);
    double riseShare = section.number("riseShare", 0.3);
    double startDivisor = section.number("startDivisor", 25);
    double endDivisor = section.number("endDivisor", 1e4);
    return section.build(() -> new OneCycle(totalSteps, riseShare, startDivisor, endDivisor));
  }

  private static Optional<ReduceOnPlateau> reduceOnPlateau(Section section) {
    double factor = section.number("factor", 0.1);
    int patience = section.integer("patience", 10);
    double minDelta = section.number("minDelta", 1e-4);
    int cooldown = section.integer("cooldown", 0);
    double minimum = section.number("minimum", 0);
    return section.build(() -> new ReduceOnPlateau(factor, patience, minDelta, cooldown, minimum));
  }

  /** A number of steps that has no default; {@code standIn} lets reading go on without it. */
  private static long given(Section section, String key, long standIn) {
    if (!section.has(key)) {
      section.missing(key);
    }
    return section.wholeNumber(key, standIn);
  }

  static Map<String, Object> write(ScheduleSpec schedule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", schedule.name());
    put(schedule instanceof Warmup warmup ? warmup.after() : schedule, keys);
    keys.put("warmupSteps", schedule instanceof Warmup warmup ? warmup.steps() : 0L);
    return keys;
  }

  private static void put(ScheduleSpec schedule, Map<String, Object> keys) {
    if (schedule instanceof StepDecay step) {
      keys.put("rate", step.rate());
      keys.put("decaySteps", step.decaySteps());
    } else if (schedule instanceof Piecewise piecewise) {
      keys.put("boundaries", piecewise.boundaries());
      keys.put("factors", piecewise.factors());
    } else if (schedule instanceof Exponential exponential) {
      keys.put("rate", exponential.rate());
      keys.put("decaySteps", exponential.decaySteps());
    } else if (schedule instanceof InverseTime inverseTime) {
      keys.put("rate", inverseTime.rate());
      keys.put("decaySteps", inverseTime.decaySteps());
    } else if (schedule instanceof Polynomial polynomial) {
      keys.put("totalSteps", polynomial.totalSteps());
      keys.put("minimum", polynomial.minimum());
      keys.put("power", polynomial.power());
    } else if (schedule instanceof Cosine cosine) {
      keys.put("totalSteps", cosine.totalSteps());
      keys.put("minimum", cosine.minimum());
    } else if (schedule instanceof CosineRestarts cosine) {
      keys.put("firstSteps", cosine.firstSteps());
      keys.put("lengthFactor", cosine.lengthFactor());
      keys.put("peakFactor", cosine.peakFactor());
      keys.put("minimum", cosine.minimum());
    } else if (schedule instanceof OneCycle oneCycle) {
      keys.put("totalSteps", oneCycle.totalSteps());
      keys.put("riseShare", oneCycle.riseShare());
      keys.put("startDivisor", oneCycle.startDivisor());
      keys.put("endDivisor", oneCycle.endDivisor());
    } else if (schedule instanceof ReduceOnPlateau plateau) {
      keys.put("factor", plateau.factor());
      keys.put("patience", plateau.patience());
      keys.put("minDelta", plateau.minDelta());
      keys.put("cooldown", plateau.cooldown());
      keys.put("minimum", plateau.minimum());
    }
  }
}
