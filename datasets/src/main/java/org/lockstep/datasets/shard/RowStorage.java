package org.lockstep.datasets.shard;

import java.nio.file.Path;
import org.apache.spark.SparkEnv;

/**
 * Where a task's shards put their features: on the heap, until they would take more than the task's
 * part of it, then in files. Row starts, targets and weights always stay on the heap. Not
 * thread-safe.
 */
final class RowStorage {
  private final long heapBytes;
  private long taken;

  /**
   * @param heapBytes that the features of the task's shards may take together
   */
  RowStorage(long heapBytes) {
    this.heapBytes = heapBytes;
  }

  /**
   * A third of what Spark would cache on this JVM's heap, shared by its tasks: a shard that grows
   * is there up to two and a half times.
   *
   * @param tasks that build shards in this JVM at the same time
   */
  static RowStorage ofThisProcess(int tasks) {
    return new RowStorage(SparkEnv.get().memoryManager().maxOnHeapStorageMemory() / (3L * tasks));
  }

  /** Takes some of the heap; false, and nothing is taken, if there is not enough left. */
  boolean take(long bytes) {
    if (taken + bytes > heapBytes) {
      return false;
    }
    taken += bytes;
    return true;
  }

  void giveBack(long bytes) {
    taken -= bytes;
  }

  /** A new name in the directories of {@code spark.local.dir}, which Spark clears at its end. */
  static Path newFile() {
    return SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2().toPath();
  }
}
