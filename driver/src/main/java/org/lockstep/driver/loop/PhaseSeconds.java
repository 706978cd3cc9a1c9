package org.lockstep.driver.loop;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lockstep.driver.metrics.Quantity;

/**
 * Wall-clock seconds by {@link Phase}, as the thread that ran the program on rank 0 saw them: they
 * add up to the time it took.
 */
public record PhaseSeconds(
    double compute, double merge, double waiting, double driver, double checkpoint)
    implements Serializable {

  /** No time at all. */
  public static PhaseSeconds none() {
    return new PhaseSeconds(0, 0, 0, 0, 0);
  }

  /** Of both. */
  public PhaseSeconds plus(PhaseSeconds other) {
    return new PhaseSeconds(
        compute + other.compute,
        merge + other.merge,
        waiting + other.waiting,
        driver + other.driver,
        checkpoint + other.checkpoint);
  }

  /** Of one phase. */
  public double of(Phase phase) {
    return switch (phase) {
      case COMPUTE -> compute;
      case MERGE -> merge;
      case WAIT -> waiting;
      case DRIVER -> driver;
      case CHECKPOINT -> checkpoint;
    };
  }

  /** Of all phases. */
  public double sum() {
    return compute + merge + waiting + driver + checkpoint;
  }

  /** For Spark's metrics system. */
  public Map<Quantity, Double> quantities() {
    Map<Quantity, Double> quantities = new EnumMap<>(Quantity.class);
    quantities.put(Quantity.COMPUTE_SECONDS, compute);
    quantities.put(Quantity.MERGE_SECONDS, merge);
    quantities.put(Quantity.WAIT_SECONDS, waiting);
    quantities.put(Quantity.DRIVER_SECONDS, driver);
    return quantities;
  }

  /** By the phase's name in small letters, in order. */
  public Map<String, Double> byName() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      seconds.put(phase.name().toLowerCase(Locale.ROOT), of(phase));
    }
    return seconds;
  }
}
