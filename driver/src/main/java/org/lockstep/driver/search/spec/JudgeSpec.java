package org.lockstep.driver.search.spec;

/**
 * On which rows a trial is scored; never on the test split.
 *
 * @param type hold-out or folds
 * @param folds into how many parts the training and validation rows are cut; 1 for hold-out
 * @param repeats how often they are cut anew, ≥ 1
 * @param outerFolds into how many parts all rows are cut to judge the search itself; 1 if it is not
 */
public record JudgeSpec(Type type, int folds, int repeats, int outerFolds) {

  /** How rows for the scores are set apart. */
  public enum Type {
    /** The job's own validation split. */
    HOLDOUT,
    /** Each part in turn is the validation rows, the others are trained on. */
    FOLDS,
    /** Folds, and the search as a whole is judged by outer folds around them. */
    NESTED
  }

  public JudgeSpec {
    if (type != Type.HOLDOUT && folds < 2) {
      throw new IllegalArgumentException("folds must be >= 2. Received: " + folds);
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be >= 1. Received: " + repeats);
    }
    if (type == Type.NESTED && outerFolds < 2) {
      throw new IllegalArgumentException("outerFolds must be >= 2. Received: " + outerFolds);
    }
  }

  public static JudgeSpec holdout() {
    return new JudgeSpec(Type.HOLDOUT, 1, 1, 1);
  }

  /** Trainings of a trial. */
  public int parts() {
    return folds * repeats;
  }
}
