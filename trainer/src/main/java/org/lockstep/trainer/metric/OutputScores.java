package org.lockstep.trainer.metric;

import java.io.Serializable;

/** The errors of one output of a regression; their means over the outputs are the scores. */
public record OutputScores(double mse, double rmse, double mae, double r2)
    implements Serializable {}
