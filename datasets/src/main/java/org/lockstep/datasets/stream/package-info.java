/** Featurised rows in Parquet files of blocks, for shards that are streamed. */
package org.lockstep.datasets.stream;
