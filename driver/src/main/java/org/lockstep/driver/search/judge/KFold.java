package org.lockstep.driver.search.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Every row judges once in each repetition: stratified k-fold cross-validation, repeated with other
 * folds.
 *
 * @param folds k ≥ 2
 * @param repetitions ≥ 1
 */
public record KFold(int folds, int repetitions) {

  public KFold {
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be >= 2. Received: " + folds);
    }
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be >= 1. Received: " + repetitions);
    }
  }

  /**
   * folds · repetitions divisions, the folds of a repetition together; the same for the same
   * contents and seed, wherever a row stands.
   *
   * @throws IllegalArgumentException if a class has fewer rows than there are folds
   */
  public List<Division> divisions(Rows rows, long seed) {
    List<Division> divisions = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      int[] foldOf = FoldDeal.deal(rows, folds, seed, repetition);
      for (int fold = 0; fold < folds; fold++) {
        divisions.add(Division.of(repetition, fold, foldOf));
      }
    }
    return divisions;
  }
}
