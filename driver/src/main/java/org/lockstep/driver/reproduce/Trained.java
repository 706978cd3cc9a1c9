package org.lockstep.driver.reproduce;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * A network that was trained in this process, and its scores under the parameters that were kept:
 * the bits of a training of the same job over a cluster.
 */
final class Trained {
  private final NetworkSpec network;
  private final TrainingResult result;
  private final Map<Split, Scores> scores = new EnumMap<>(Split.class);

  private Trained(NetworkSpec network, TrainingResult result) {
    this.network = network;
    this.result = result;
  }

  /**
   * @param shards per split, one a logical worker
   */
  static Trained of(NetworkSpec network, TrainingSpec training, Map<Split, List<Shard>> shards) {
    int threads = Math.min(training.workers(), Runtime.getRuntime().availableProcessors());
    try (LocalWorkers workers =
        new LocalWorkers(network, training, shards, Kernels.best(), threads, RowMode.AUTOMATIC)) {
      TrainingResult result =
          new RandomRestarts(network, training, workers, (record, parameters) -> {}).fit().best();
      Trained trained = new Trained(network, result);
      for (Split split : Split.values()) {
        if (workers.rows(split) > 0) {
          trained.scores.put(split, workers.evaluate(result.parameters(), split).scores());
        }
      }
      return trained;
    }
  }

  NetworkSpec network() {
    return network;
  }

  TrainingResult result() {
    return result;
  }

  float[] parameters() {
    return result.parameters();
  }

  /** A metric of a split's rows, or {@code loss}. */
  double score(Split split, String metric) {
    Scores found = scores.get(split);
    return metric.equals("loss") ? found.loss() : found.value(metric);
  }

  /**
   * The figures that the lecture tables: a metric of validation and training rows, of the test rows
   * where there are any; √Σw², least and largest weight of all kernels; the epoch that was kept.
   */
  Map<String, Double> figures(String metric) {
    Map<String, Double> figures = new LinkedHashMap<>();
    scores.forEach(
        (split, found) -> figures.put(split.label() + " " + metric, score(split, metric)));
    double squares = 0;
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (ParameterLayout.Slice kernel : new ParameterLayout(network).kernels()) {
      for (int i = kernel.offset(); i < kernel.end(); i++) {
        double weight = parameters()[i];
        squares += weight * weight;
        least = Math.min(least, weight);
        largest = Math.max(largest, weight);
      }
    }
    figures.put(LENGTH, Math.sqrt(squares));
    figures.put(LEAST, least);
    figures.put(LARGEST, largest);
    figures.put(BEST_EPOCH, (double) result.bestEpoch());
    return figures;
  }

  static final String LENGTH = "‖W‖₂";
  static final String LEAST = "min w";
  static final String LARGEST = "max w";
  static final String BEST_EPOCH = "best epoch";

  /** A metric of the training or validation rows after each epoch, or {@code loss}. */
  double[] curve(Split split, String metric) {
    return result.history().stream()
        .map(split == Split.TRAIN ? EpochRecord::train : EpochRecord::validation)
        .mapToDouble(found -> metric.equals("loss") ? found.loss() : found.value(metric))
        .toArray();
  }
}
