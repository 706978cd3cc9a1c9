package org.lockstep.driver.ml.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.Fingerprints;
import org.lockstep.datasets.shard.JobDescription;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.flow.SuitableTargets;
import org.lockstep.driver.flow.WeightedRows;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;

/** From rows with their targets to a trained network: what all estimators share. */
public final class NetworkTraining {
  private final NetworkParams params;
  private final SparkSession session;

  /**
   * @param session of the rows
   */
  public NetworkTraining(NetworkParams params, SparkSession session) {
    this.params = params;
    this.session = session;
  }

  /** Makes the network once the width of the features is known. */
  @FunctionalInterface
  public interface Shape {
    NetworkSpec network(FitSettings settings, int inputs);
  }

  /**
   * A network and how it was trained.
   *
   * @param rows that it was trained on
   * @param fingerprints of all rows of the fit and of what the workers had, by stage
   * @param keptEpoch whose weights the result has, counted from 1
   * @param start what the card tells of where it started, and the features' names if they have any
   */
  public record Trained(
      NetworkSpec network,
      long rows,
      Map<String, String> fingerprints,
      RandomRestarts.Outcome outcome,
      int keptEpoch,
      Map<String, Object> start) {

    /**
     * The network with the weights that are kept.
     *
     * @param params of the fit, for the card
     * @param labels of its outputs; empty for numbers
     */
    public FittedNetwork fitted(NetworkParams params, List<String> labels) {
      return new FittedNetwork(
          network, outcome.best().parameters(), labels, FitProvenance.of(params, this));
    }
  }

  /**
   * @param classes names whose rows classWeight counts; empty where it counts none
   * @param labels of the network's outputs; empty for numbers
   * @throws IllegalArgumentException if Params, rows and network do not fit
   */
  public Trained train(TrainingRows rows, List<String> classes, List<String> labels, Shape shape) {
    long count = rows.trained();
    if (count == 0) {
      throw new IllegalArgumentException(
          "the dataset must hold at least one row to train on. Received: none");
    }
    boolean validated = Columns.name(params, params.validationIndicatorCol()).isPresent();
    FitSettings settings = new ParamSettings(params, validated).read(count);
    return JobDescription.during(
        session.sparkContext(),
        "lockstep fit",
        () -> train(settings, rows, classes, labels, shape));
  }

  private Trained train(
      FitSettings settings,
      TrainingRows rows,
      List<String> classes,
      List<String> labels,
      Shape shape) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    TrainingSpec training = settings.training();
    try (ShardSet shards =
        new ShardBuilder(training.workers(), training.seed(), spark.defaultParallelism())
            .build(WeightedRows.of(rows.rows(), classes, settings.classWeight()))) {
      FeatureNames.require(rows.names(), shards.inputs());
      NetworkSpec network = shape.network(settings, shards.inputs());
      if (shards.sparse()) {
        network.requireSparseInput();
      }
      new SuitableTargets(shards).require(network);
      long trained = shards.rows(Split.TRAIN);
      network.requireRows(trained, training.batchSize(), training.workers());
      training
          .layerRates()
          .requireAmong(
              new ParameterLayout(network)
                  .slices().stream().map(ParameterLayout.Slice::name).toList());
      Optional<FitStart> start =
          FitStart.of(params, network, rows.names(), labels, training, session);
      RandomRestarts.Outcome outcome =
          new FitLoop(spark, shards, network, training)
              .run(params.getLoop(), start.map(FitStart::state));
      TrainingResult best = outcome.best();
      return new Trained(
          network,
          trained,
          fingerprints(rows, shards),
          outcome,
          training.earlyStopping().restoreBest() ? best.bestEpoch() : best.epochs(),
          card(start, rows.names()));
    } catch (JobException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Map<String, Object> card(Optional<FitStart> start, List<String> names) {
    Map<String, Object> card = new LinkedHashMap<>(FeatureNames.card(names));
    start.ifPresent(from -> card.putAll(from.card()));
    return card;
  }

  /** As of a run's data: of the rows in any order, without and with splits, and of the shards. */
  private static Map<String, String> fingerprints(TrainingRows rows, ShardSet shards) {
    Map<String, String> fingerprints = new LinkedHashMap<>(Fingerprints.of(rows.rows()));
    fingerprints.put("shards", Fingerprints.shards(shards));
    return fingerprints;
  }
}
