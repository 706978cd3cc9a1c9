/** Shards of logical workers, the order of their rows and the mini-batches of a step. */
package org.lockstep.trainer.data;
