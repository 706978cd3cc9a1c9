package org.lockstep.driver.search.judge;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One way to divide rows: which train and which judge. Row numbers, ascending, in the numbering of
 * the rows that were divided.
 *
 * @param repetition 0, 1, …
 * @param fold 0, 1, … within the repetition
 */
public record Division(int repetition, int fold, int[] training, int[] validation) {

  static Division of(int repetition, int fold, int[] foldOf) {
    return new Division(
        repetition,
        fold,
        IntStream.range(0, foldOf.length).filter(row -> foldOf[row] != fold).toArray(),
        IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == fold).toArray());
  }

  /** The same division in the numbering in which place i is {@code places[i]}. */
  Division within(int[] places) {
    return new Division(
        repetition,
        fold,
        Arrays.stream(training).map(row -> places[row]).toArray(),
        Arrays.stream(validation).map(row -> places[row]).toArray());
  }

  /** Judging rows over training rows: what the corrected resampled t-test needs. */
  public double testShare() {
    return (double) validation.length / training.length;
  }
}
