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
  REGRESSION,
  /**
   * One output a feature, whose target is the feature itself; linear outputs and mean squared
   * error, or sigmoid and binary cross-entropy for features of 0 to 1. What a narrow layer on the
   * way holds is the row's code.
   */
  RECONSTRUCTION
}
