package org.lockstep.driver.ml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.JobDescription;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.flow.WeightedRows;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.job.JobException;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/** From rows with their targets to a trained network: what all estimators share. */
final class NetworkTraining {
  private final NetworkParams params;
  private final SparkSession session;

  NetworkTraining(NetworkParams params, SparkSession session) {
    this.params = params;
    this.session = session;
  }

  /** Makes the network once the width of the features is known. */
  @FunctionalInterface
  interface Shape {
    NetworkSpec network(FitSettings settings, int inputs);
  }

  /**
   * A network and how it was trained.
   *
   * @param rows that it was trained on
   * @param warmStart what the card tells of where it started; empty for the seed
   */
  record Trained(
      NetworkSpec network,
      long rows,
      RandomRestarts.Outcome outcome,
      Map<String, Object> warmStart) {}

  /**
   * @param classes names whose rows classWeight counts; empty where it counts none
   * @param labels of the network's outputs; empty for numbers
   * @throws IllegalArgumentException if Params, rows and network do not fit
   */
  Trained train(TrainingRows rows, List<String> classes, List<String> labels, Shape shape) {
    long count = rows.trained();
    if (count == 0) {
      throw new IllegalArgumentException(
          "the dataset must hold at least one row to train on. Received: none");
    }
    boolean validated = TrainingRows.name(params, params.validationIndicatorCol()).isPresent();
    FitSettings settings = new ParamSettings(params, validated).read(count);
    return JobDescription.during(
        session.sparkContext(),
        "lockstep fit",
        () -> train(settings, weighted(rows, classes, settings), labels, shape));
  }

  private Trained train(FitSettings settings, Dataset<Row> rows, List<String> labels, Shape shape) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    int workers = settings.training().workers();
    long seed = settings.training().seed();
    try (ShardSet shards =
        new ShardBuilder(workers, seed, spark.defaultParallelism()).build(rows)) {
      NetworkSpec network = shape.network(settings, shards.inputs());
      if (shards.sparse()) {
        network.requireSparseInput();
      }
      network.requireRows(shards.rows(Split.TRAIN), settings.training().batchSize(), workers);
      Optional<WarmNetwork> warm =
          WarmNetwork.of(params, network, labels, settings.training(), session);
      settings
          .training()
          .layerRates()
          .requireAmong(
              new ParameterLayout(network)
                  .slices().stream().map(ParameterLayout.Slice::name).toList());
      RandomRestarts.Outcome outcome =
          new FitLoop(spark, shards, network, settings.training())
              .run(params.getLoop(), warm.map(WarmNetwork::state));
      return new Trained(
          network, shards.rows(Split.TRAIN), outcome, warm.map(WarmNetwork::card).orElse(Map.of()));
    } catch (JobException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Dataset<Row> weighted(
      TrainingRows rows, List<String> classes, FitSettings settings) {
    try {
      return WeightedRows.of(rows.rows(), classes, settings.classWeight());
    } catch (JobException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
