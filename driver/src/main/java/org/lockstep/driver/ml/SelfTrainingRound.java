package org.lockstep.driver.ml;

/**
 * One round of pseudo-labelling, or the teacher before all rounds.
 *
 * @param round 0 for the teacher, which saw labelled rows alone
 * @param pseudoLabels rows without a label that were trained on with the label they were given
 * @param validationAccuracy on the labelled rows of validationIndicatorCol; NaN without them
 * @param kept whether this round's model is the result
 */
public record SelfTrainingRound(
    int round, long pseudoLabels, double validationAccuracy, boolean kept) {

  SelfTrainingRound asKept() {
    return new SelfTrainingRound(round, pseudoLabels, validationAccuracy, true);
  }
}
