/** From rows with features to the training shards of the logical workers, dealt in one order. */
package org.lockstep.datasets.shard;
