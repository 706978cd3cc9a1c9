package org.lockstep.driver.search.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One training of a task: on the rows of one division, by one slot.
 *
 * @param task its number
 * @param part which division, counted from 0
 * @param attempt counted from 1
 * @param last whether it is not tried again
 * @param failure why there are no scores; empty if there are
 * @param scores {@code loss} and all metrics of the validation rows
 * @param epochs behind the trial at the end
 * @param bestEpoch of which the parameters are kept, counted from 1; 0 if it failed
 * @param stopReason a sentence
 * @param parameters of the network
 * @param sha256 of the parameters that are kept
 * @param slot the executor
 * @param beganMillis when the slot began, by its clock
 * @param seconds how long the slot was busy with it
 * @param curve a row an epoch: loss, validation loss, metric, validation metric; those of the
 *     validation rows are NaN where nothing asked for them
 */
public record Piece(
    int task,
    int part,
    int attempt,
    boolean last,
    Optional<String> failure,
    Map<String, Double> scores,
    int epochs,
    int bestEpoch,
    String stopReason,
    long parameters,
    String sha256,
    String slot,
    long beganMillis,
    double seconds,
    double[][] curve) {
  static final int COLUMNS = 4;
  private static final int VALIDATION_LOSS = 1;

  public Piece {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /** Whether the validation rows were scored after every epoch. */
  public boolean isWatched() {
    return curve.length > 0 && !Double.isNaN(curve[curve.length - 1][VALIDATION_LOSS]);
  }

  /** The same with another curve. */
  public Piece with(double[][] curve) {
    return new Piece(
        task,
        part,
        attempt,
        last,
        failure,
        scores,
        epochs,
        bestEpoch,
        stopReason,
        parameters,
        sha256,
        slot,
        beganMillis,
        seconds,
        curve);
  }

  /** One without scores. */
  public static Piece failed(
      int task, int part, int attempt, boolean last, String reason, String slot, double seconds) {
    return new Piece(
        task,
        part,
        attempt,
        last,
        Optional.of(reason),
        Map.of(),
        0,
        0,
        "",
        0,
        "",
        slot,
        System.currentTimeMillis(),
        seconds,
        new double[0][]);
  }
}
