package org.lockstep.driver.dryrun;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.plan.Sample;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * One batch, learned by heart: a network that cannot do that has something wrong with it that more
 * rows will not mend. The job's optimizer and rate, without its schedule.
 *
 * @param rows of the batch
 * @param first loss of the first step
 * @param last loss without dropout after {@value #STEPS} steps; not finite where training diverged
 * @param stepSeconds the median of the later steps, in one thread
 * @param verdict in words
 */
public record OneBatch(int rows, double first, double last, double stepSeconds, Verdict verdict) {
  static final int STEPS = 200;

  private static final double LEARNED = 0.1;
  private static final double UNMOVED = 0.9;

  /** What became of the loss. */
  public enum Verdict {
    LEARNED("learns it by heart, as it should"),
    PARTLY(
        "learns it in part: a higher learning rate or more units; dropout and penalties hold it"
            + " back, too"),
    UNMOVED(
        "hardly learns: a higher learning rate (lockstep lr-find), another activation or"
            + " initializer, inputs and targets of like size"),
    EXPLODED("explodes: a lower learning rate, clip the gradient, scale inputs and targets");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * Learns the first rows of the sample.
   *
   * @param sample training rows of the job
   */
  public static OneBatch of(NetworkSpec network, TrainingSpec training, Shard sample) {
    int rows = Math.min(training.batchSize(), sample.rows());
    Shard batch = Sample.head(sample, rows);
    TrainingSpec byHeart =
        training.toBuilder()
            .batchSize(rows)
            .epochs(STEPS)
            .restarts(1)
            .schedule(new Constant())
            .averaging(AveragingSpec.everyStep())
            .earlyStopping(EarlyStoppingSpec.none())
            .build();
    List<EpochRecord> records = new ArrayList<>();
    double last;
    try (LocalWorkers workers =
        LocalWorkers.dealing(network, byHeart, Map.of(Split.TRAIN, batch), Kernels.best())) {
      float[] parameters =
          new TrainingRun(network, byHeart, workers, (record, now) -> records.add(record))
              .fit()
              .parameters();
      last = loss(network, parameters, batch);
    } catch (DivergedException e) {
      last = Double.NaN;
    }
    double first = records.isEmpty() ? Double.NaN : records.get(0).train().loss();
    double least = LeastLoss.of(network, batch);
    return new OneBatch(rows, first, last, median(records), verdict(first - least, last - least));
  }

  private static double loss(NetworkSpec network, float[] parameters, Shard batch) {
    Totals totals = Totals.of(network.task(), network.outputs());
    ShardWorker.evaluate(network, parameters, batch, Kernels.best(), totals);
    return totals.lossSum() / totals.weightSum();
  }

  /** Of losses above the least that there is. */
  static Verdict verdict(double first, double last) {
    if (!Double.isFinite(last) || last > first) {
      return Verdict.EXPLODED;
    }
    if (last <= LEARNED * first) {
      return Verdict.LEARNED;
    }
    return last > UNMOVED * first ? Verdict.UNMOVED : Verdict.PARTLY;
  }

  private static double median(List<EpochRecord> records) {
    double[] seconds =
        records.subList(records.size() / 2, records.size()).stream()
            .mapToDouble(EpochRecord::seconds)
            .toArray();
    Arrays.sort(seconds);
    return seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2];
  }
}
