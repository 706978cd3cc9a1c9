package org.lockstep.driver.metrics;

import com.codahale.metrics.MetricRegistry;

/**
 * The quantities of this process, under their own names. One of each a process: where several
 * trainings share it, those of the one that spoke last.
 */
public final class TrainingGauges {
  private static final Gauges OWN = new Gauges();

  private TrainingGauges() {}

  /** Makes the quantity this. */
  public static void set(Quantity quantity, double value) {
    OWN.set(quantity, value);
  }

  /** Adds to the quantity. */
  public static void add(Quantity quantity, double value) {
    OWN.add(quantity, value);
  }

  static void register(MetricRegistry registry) {
    for (Quantity quantity : Quantity.values()) {
      OWN.register(registry, quantity.word(), quantity);
    }
  }
}
