package org.lockstep.datasets.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.lockstep.datasets.stream.BlockFileWriter;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamedRows;
import scala.Tuple2;

/** Writes a partition's rows, in the order of their places, to a file a worker and split. */
final class StreamedShards {
  private final ShardLayout layout;
  private final StreamFolder folder;
  private final String attempt = "attempt-" + TaskContext.get().taskAttemptId();

  StreamedShards(ShardLayout layout, StreamFolder folder) {
    this.layout = layout;
    this.folder = folder;
  }

  /** The shards of workers first … end − 1; only one file is open at a time. */
  List<WorkerShards> write(Iterator<Tuple2<Long, DealtRow>> rows, int first, int end)
      throws IOException {
    List<Shard[]> shards = new ArrayList<>();
    for (int worker = first; worker < end; worker++) {
      Shard[] none = new Shard[Split.values().length];
      Arrays.setAll(none, split -> new ShardWriter(layout, new RowStorage(0)).empty());
      shards.add(none);
    }
    Tuple2<Long, DealtRow> next = rows.hasNext() ? rows.next() : null;
    while (next != null) {
      int worker = Place.worker(next._1());
      Split split = Place.split(next._1());
      try (BlockFileWriter file = open(worker, split)) {
        Digest digest = new Digest();
        while (next != null
            && Place.worker(next._1()) == worker
            && Place.split(next._1()) == split) {
          add(next._2(), file, digest);
          next = rows.hasNext() ? rows.next() : null;
        }
        shards.get(worker - first)[split.ordinal()] = shard(file, digest);
      }
    }
    List<WorkerShards> workers = new ArrayList<>();
    for (int worker = first; worker < end; worker++) {
      Shard[] splits = shards.get(worker - first);
      workers.add(new WorkerShards(worker, splits[0], splits[1], splits[2]));
    }
    return workers;
  }

  private BlockFileWriter open(int worker, Split split) throws IOException {
    return new BlockFileWriter(
        folder.file(worker, split),
        attempt,
        layout.columns(),
        layout.sparse(),
        folder.order().blockRows(),
        SparkHadoopUtil.get().conf());
  }

  private void add(DealtRow dealt, BlockFileWriter file, Digest digest) throws IOException {
    DealtRow row = layout.sparse() ? dealt.sparse() : dealt;
    if (row.indices != null) {
      digest.add(row.indices);
    }
    digest.add(row.values).add(row.targets).add((double) row.weight);
    file.add(row.indices, row.values, row.targets, row.weight);
  }

  private Shard shard(BlockFileWriter file, Digest digest) throws IOException {
    int rows = file.rows();
    int longest = file.longest();
    return Shard.streamed(
        new StreamedRows(
            file.finish(digest.hex()),
            rows,
            layout.columns(),
            layout.sparse(),
            longest,
            folder.order()),
        layout.targetColumns());
  }
}
