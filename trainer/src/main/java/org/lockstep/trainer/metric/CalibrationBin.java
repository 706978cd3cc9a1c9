package org.lockstep.trainer.metric;

/**
 * Rows whose confidence, the probability of the predicted class, lies in (from, to].
 *
 * @param rows how many
 * @param confidence their mean; NaN without rows
 * @param accuracy the share that is predicted rightly; NaN without rows
 */
public record CalibrationBin(
    double from, double to, long rows, double confidence, double accuracy) {}
