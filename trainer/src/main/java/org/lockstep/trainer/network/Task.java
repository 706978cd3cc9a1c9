package org.lockstep.trainer.network;

/** What the outputs mean, and the loss that maximum likelihood gives, if none is chosen. */
public enum Task {
  /** One logit per class; softmax; categorical cross-entropy. */
  MULTICLASS,
  /** One logit; sigmoid; binary cross-entropy; targets 0 or 1. */
  BINARY,
  /** Linear outputs; mean squared error. */
  REGRESSION
}
