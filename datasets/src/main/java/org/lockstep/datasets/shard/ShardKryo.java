package org.lockstep.datasets.shard;

import com.esotericsoftware.kryo.Kryo;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.lockstep.datasets.stream.ParquetBlocks;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.StreamedRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * Registers what the jobs of this module send, for {@code spark.kryo.registrationRequired=true}.
 * Numbers follow from the order, which is the same in every process of one version.
 */
public final class ShardKryo implements KryoRegistrator {
  private static final List<Class<?>> CLASSES =
      List.of(
          WorkerShards.class,
          WorkerShards[].class,
          DealKey.class,
          DealtRow.class,
          BucketSummary.class,
          BucketSummary[].class,
          Shard.class,
          Matrix.class,
          SparseRows.class,
          StreamedRows.class,
          ParquetBlocks.class);

  @Override
  public void registerClasses(Kryo kryo) {
    CLASSES.forEach(kryo::register);
    kryo.register(StoredRows.class, new StoredRowsSerializer());
  }
}
