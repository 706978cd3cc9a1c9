package org.lockstep.datasets.shard;

import java.io.Serializable;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;

/**
 * What one logical worker holds of each split.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class WorkerShards implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final Shard train;
  private final Shard validation;
  private final Shard test;

  public WorkerShards(int worker, Shard train, Shard validation, Shard test) {
    this.worker = worker;
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /** 0 … workers − 1. */
  public int worker() {
    return worker;
  }

  public Shard shard(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
