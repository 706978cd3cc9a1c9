package org.lockstep.trainer.network;

/** What the outputs mean, and the loss that maximum likelihood gives, if none is chosen. */
public enum Task {
  /** One logit per class; softmax; categorical cross-entropy. */
  MULTICLASS,
  /** One logit; sigmoid; binary cross-entropy; targets 0 or 1. */
  BINARY,
  /**
   * One logit a label, of which any number may be true; sigmoid each; the mean over the labels of
   * binary cross-entropy; one target a label, 0 or 1.
   */
  MULTI_LABEL,
  /**
   * One logit a class; softmax; Kullback-Leibler divergence from the targets, which are one share a
   * class.
   */
  DISTRIBUTION,
  /** Linear outputs; mean squared error. */
  REGRESSION
}
