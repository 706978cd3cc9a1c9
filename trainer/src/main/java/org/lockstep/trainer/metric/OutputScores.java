package org.lockstep.trainer.metric;

/** The errors of one output of a regression; their means over the outputs are the scores. */
public record OutputScores(double mse, double rmse, double mae, double r2) {}
