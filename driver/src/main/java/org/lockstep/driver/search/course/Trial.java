package org.lockstep.driver.search.course;

import java.util.List;
import org.lockstep.driver.search.judge.Spread;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.strategy.Result;

/**
 * A task that has ended.
 *
 * @param result what the strategy was told
 * @param values the metric on each division, in order; empty if it failed
 * @param pieces its trainings, in the order of the divisions
 */
public record Trial(Result result, List<Double> values, List<Piece> pieces) {

  public Trial {
    values = List.copyOf(values);
    pieces = List.copyOf(pieces);
  }

  /** The trial's number. */
  public int number() {
    return result.task().trial();
  }

  /** Of the metric over the divisions; only if it did not fail. */
  public Spread spread() {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of the epochs whose parameters were judged, the mean, rounded; 0 if it failed. */
  public int bestEpoch() {
    return (int) Math.round(pieces.stream().mapToInt(Piece::bestEpoch).average().orElse(0));
  }

  /** Seconds that slots were busy with it. */
  public double seconds() {
    return pieces.stream().mapToDouble(Piece::seconds).sum();
  }
}
