package org.lockstep.driver.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.atomic.AtomicLongArray;

/** A value of each {@link Quantity}, which Spark's metrics system reads when it likes. */
final class Gauges {
  private final AtomicLongArray bits = new AtomicLongArray(Quantity.values().length);

  void set(Quantity quantity, double value) {
    bits.setRelease(quantity.ordinal(), Double.doubleToRawLongBits(value));
  }

  void add(Quantity quantity, double value) {
    bits.updateAndGet(
        quantity.ordinal(),
        before -> Double.doubleToRawLongBits(Double.longBitsToDouble(before) + value));
  }

  double get(Quantity quantity) {
    return Double.longBitsToDouble(bits.getAcquire(quantity.ordinal()));
  }

  /** Shows one of them under that name. */
  void register(MetricRegistry registry, String name, Quantity quantity) {
    Gauge<Double> gauge = () -> get(quantity);
    registry.register(name, gauge);
  }
}
