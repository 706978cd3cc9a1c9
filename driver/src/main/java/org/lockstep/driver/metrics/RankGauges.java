package org.lockstep.driver.metrics;

import com.codahale.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ranks of the newest training tell the driver, on the driver, as {@code
 * rank.<number>.compute_seconds} and the like: Spark's executors have no page that could be scraped
 * for metrics of ours. Ranks appear when they are first heard of. Where several trainings share the
 * process, their ranks of the same number share a name.
 */
public final class RankGauges {
  private static final List<Quantity> SHOWN =
      List.of(
          Quantity.EPOCH,
          Quantity.COMPUTE_SECONDS,
          Quantity.MERGE_SECONDS,
          Quantity.WAIT_SECONDS,
          Quantity.DRIVER_SECONDS);

  private static final Map<Integer, Gauges> RANKS = new HashMap<>();
  private static MetricRegistry registry = new MetricRegistry();

  private RankGauges() {}

  /**
   * A rank has finished epochs.
   *
   * @param epoch the last of them, counted from 1
   * @param seconds to add, of quantities that count seconds
   */
  public static synchronized void heard(int rank, int epoch, Map<Quantity, Double> seconds) {
    Gauges gauges = RANKS.computeIfAbsent(rank, unseen -> show(unseen, new Gauges()));
    gauges.set(Quantity.EPOCH, epoch);
    seconds.forEach(gauges::add);
  }

  /** Shows the ranks there, those already heard of among them. */
  static synchronized void register(MetricRegistry shown) {
    registry = shown;
    RANKS.forEach(RankGauges::show);
  }

  private static Gauges show(int rank, Gauges gauges) {
    for (Quantity quantity : SHOWN) {
      gauges.register(registry, "rank." + rank + "." + quantity.word(), quantity);
    }
    return gauges;
  }
}
