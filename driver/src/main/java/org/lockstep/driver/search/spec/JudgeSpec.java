package org.lockstep.driver.search.spec;

/**
 * On which rows a trial is scored; never on the test split.
 *
 * @param type hold-out or folds
 * @param folds into how many parts the training and validation rows are cut; 1 for hold-out
 * @param repeats how often they are cut anew, ≥ 1
 */
public record JudgeSpec(Type type, int folds, int repeats) {

  /** How rows for the scores are set apart. */
  public enum Type {
    /** The job's own validation split. */
    HOLDOUT,
    /** Each part in turn is the validation rows, the others are trained on. */
    FOLDS
  }

  public JudgeSpec {
    if (type == Type.FOLDS && folds < 2) {
      throw new IllegalArgumentException("folds must be >= 2. Received: " + folds);
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be >= 1. Received: " + repeats);
    }
  }

  public static JudgeSpec holdout() {
    return new JudgeSpec(Type.HOLDOUT, 1, 1);
  }

  /** Trainings of a trial. */
  public int parts() {
    return folds * repeats;
  }
}
