package org.lockstep.driver.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The quantities of this process, which Spark's metrics system reads when it likes. One of each a
 * process: where several trainings share it, those of the one that spoke last.
 */
public final class TrainingGauges {
  private static final AtomicLongArray BITS = new AtomicLongArray(Quantity.values().length);

  private TrainingGauges() {}

  /** Makes the quantity this. */
  public static void set(Quantity quantity, double value) {
    BITS.setRelease(quantity.ordinal(), Double.doubleToRawLongBits(value));
  }

  /** Adds to the quantity. */
  public static void add(Quantity quantity, double value) {
    BITS.updateAndGet(
        quantity.ordinal(),
        bits -> Double.doubleToRawLongBits(Double.longBitsToDouble(bits) + value));
  }

  static double get(Quantity quantity) {
    return Double.longBitsToDouble(BITS.getAcquire(quantity.ordinal()));
  }

  static void register(MetricRegistry registry) {
    for (Quantity quantity : Quantity.values()) {
      Gauge<Double> gauge = () -> get(quantity);
      registry.register(quantity.word(), gauge);
    }
  }
}
