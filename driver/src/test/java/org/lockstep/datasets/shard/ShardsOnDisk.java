package org.lockstep.datasets.shard;

/** Shards as a process builds them that has no memory for them. */
public final class ShardsOnDisk {
  private ShardsOnDisk() {}

  public static ShardBuilder builder(int workers, long seed, int slots) {
    return new ShardBuilder(workers, seed, slots, 0);
  }
}
