/** The one binary tree in which sums of logical workers are merged, whoever has which of them. */
package org.lockstep.trainer.merge;
