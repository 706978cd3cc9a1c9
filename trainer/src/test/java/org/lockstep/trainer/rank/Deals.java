package org.lockstep.trainer.rank;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/** How ranks share the workers of a test: in contiguous ranges, or scattered. */
enum Deals {
  CONTIGUOUS {
    @Override
    int rankOf(int worker, int workers, int ranks) {
      return worker * ranks / workers;
    }
  },
  /** The last rank first, in turn. */
  SCATTERED {
    @Override
    int rankOf(int worker, int workers, int ranks) {
      return ranks - 1 - worker % ranks;
    }
  };

  abstract int rankOf(int worker, int workers, int ranks);

  /** The workers of the exchange's rank. */
  int[] own(int workers, Exchange exchange) {
    return IntStream.range(0, workers)
        .filter(worker -> rankOf(worker, workers, exchange.ranks()) == exchange.rank())
        .toArray();
  }

  /** One rank's workers over whole splits that are dealt in turn to all V. */
  Workers workers(
      NetworkSpec network,
      TrainingSpec training,
      Map<Split, Shard> splits,
      int threads,
      Exchange exchange) {
    return workers(network, training, splits, threads, exchange, 64L << 20);
  }

  /** The same with rows that have owners from so many bytes on. */
  Workers workers(
      NetworkSpec network,
      TrainingSpec training,
      Map<Split, Shard> splits,
      int threads,
      Exchange exchange,
      long ownedBytes) {
    int[] own = own(training.workers(), exchange);
    Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
    Map<Split, Long> rows = new EnumMap<>(Split.class);
    splits.forEach(
        (split, all) -> {
          List<Shard> dealt = Dealing.deal(all, training.workers());
          shards.put(split, new ArrayList<>(IntStream.of(own).mapToObj(dealt::get).toList()));
          rows.put(split, (long) all.rows());
        });
    RankShards held = new RankShards(own, shards, rows);
    return RankWorkers.of(network, training, held, Kernels.best(), threads, exchange, ownedBytes);
  }
}
