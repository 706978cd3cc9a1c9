/** Mergeable totals of a split and the scores that follow from them. */
package org.lockstep.trainer.metric;
