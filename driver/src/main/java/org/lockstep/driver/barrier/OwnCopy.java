package org.lockstep.driver.barrier;

import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.lockstep.datasets.shard.WorkerShards;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Reads a partition's shards, and keeps a copy where it reads them if they are kept more than once.
 * Spark makes up for a lost copy only at the moment of the loss, on executors that are there then;
 * one that comes later would read the last copy from afar, and all would be gone with its holder.
 */
final class OwnCopy implements VoidFunction<Iterator<WorkerShards>> {
  private static final long serialVersionUID = 1L;

  private final int rdd;
  private final boolean keeps;

  OwnCopy(JavaRDD<WorkerShards> shards) {
    rdd = shards.id();
    keeps = shards.getStorageLevel().replication() > 1;
  }

  @Override
  public void call(Iterator<WorkerShards> shards) {
    BlockManager blocks = SparkEnv.get().blockManager();
    RDDBlockId block = new RDDBlockId(rdd, TaskContext.getPartitionId());
    if (keeps && blocks.getStatus(block).isEmpty()) {
      blocks.putIterator(
          block,
          CollectionConverters.asScala(shards),
          StorageLevel.MEMORY_AND_DISK(),
          true,
          ClassTag$.MODULE$.<WorkerShards>apply(WorkerShards.class));
    } else {
      shards.forEachRemaining(worker -> {});
    }
  }
}
