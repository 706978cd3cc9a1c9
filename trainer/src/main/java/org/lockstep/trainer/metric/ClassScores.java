package org.lockstep.trainer.metric;

/**
 * The scores of one class, each 0 where it would be 0/0 (scikit-learn's {@code zero_division=0}).
 *
 * @param precision true positives / predicted
 * @param recall true positives / support
 * @param f1 2·true positives / (predicted + support)
 * @param support rows whose label is the class
 */
public record ClassScores(double precision, double recall, double f1, long support) {}
