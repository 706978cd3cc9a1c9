/**
 * From merged sums to new weights: the optimizer's step, whole, by stretches, or row by row and
 * later.
 */
package org.lockstep.trainer.update;
