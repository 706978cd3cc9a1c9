package org.lockstep.datasets.shard;

import java.io.Serializable;

/** The shape that all shards share. Text stays sparse; rows that all came dense stay dense. */
record ShardLayout(int workers, int columns, boolean sparse, int targetColumns)
    implements Serializable {}
