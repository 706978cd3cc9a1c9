package org.lockstep.driver.ml.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.flow.WarmSource;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.transfer.Head;
import org.lockstep.trainer.transfer.WarmStart;

/**
 * Where a fit starts that does not start from its seed: {@code initialWeights}, or the model of a
 * {@code warmStart}.
 *
 * @param card what the model's card tells of it
 */
record FitStart(TrainingState state, Map<String, Object> card) {

  /**
   * @param names of the features; empty where they have none
   * @param labels of the new network's outputs; empty for numbers
   * @return empty for the seed
   * @throws IllegalArgumentException if both are given, or one that does not fit the network
   */
  static Optional<FitStart> of(
      NetworkParams params,
      NetworkSpec network,
      List<String> names,
      List<String> labels,
      TrainingSpec training,
      SparkSession session) {
    boolean weights = params.isDefined(params.initialWeights());
    boolean warm = !params.getWarmStart().isEmpty();
    if (!weights && !warm) {
      return Optional.empty();
    }
    if (weights && warm) {
      throw new IllegalArgumentException(
          "initialWeights must be left out where warmStart says what the fit starts from."
              + " Received: both");
    }
    if (training.restarts() > 1) {
      throw new IllegalArgumentException(
          "training.restarts must be 1 where %s says what the fit starts from. Received: %d"
              .formatted(weights ? "initialWeights" : "warmStart", training.restarts()));
    }
    return Optional.of(
        weights
            ? ofWeights(params.getInitialWeights(), network)
            : ofModel(params, network, names, labels, training, session));
  }

  private static FitStart ofWeights(Vector weights, NetworkSpec network) {
    ParameterLayout layout = new ParameterLayout(network);
    if (weights.size() != layout.numbers()) {
      throw new IllegalArgumentException(
          "initialWeights must be the network's %,d numbers, layer by layer the kernel (inputs, units) row by row, then the bias. Received: %,d (%s)"
              .formatted(layout.numbers(), weights.size(), network.summary()));
    }
    float[] given = VectorRow.floats(weights.toArray());
    for (int i = 0; i < given.length; i++) {
      if (!Float.isFinite(given[i])) {
        throw new IllegalArgumentException(
            "initialWeights must be finite floats. Received: %s at %d"
                .formatted(weights.apply(i), i));
      }
    }
    float[] parameters = layout.arrayOf(given);
    return of(parameters, Map.of("initialWeights", Parameters.sha256(parameters)));
  }

  private static FitStart ofModel(
      NetworkParams params,
      NetworkSpec network,
      List<String> names,
      List<String> labels,
      TrainingSpec training,
      SparkSession session) {
    String from = params.getWarmStart();
    try {
      Model old = WarmSource.read(from, session.sparkContext().hadoopConfiguration());
      List<String> oldNames = FeatureNames.of(old);
      boolean named = !names.isEmpty() && !oldNames.isEmpty();
      if (!named && old.network().inputs() != network.inputs()) {
        throw new IllegalArgumentException(
            "warmStart must be a model of as many features, where not both have featureNames or columns' attributes with names to be matched by: %,d. Received: %,d in %s"
                .formatted(network.inputs(), old.network().inputs(), from));
      }
      Head head = Head.valueOf(params.getHead().toUpperCase(Locale.ROOT));
      WarmStart start =
          WarmStart.of(
              named ? FeatureNames.named(old, oldNames) : old,
              network,
              named ? new FeatureNames.Named(names) : new VectorFeatures(network.inputs()),
              labels,
              head,
              training.seed());
      return of(start.parameters(), Map.of("warmStart", WarmSource.card(from, old, start)));
    } catch (IOException e) {
      throw new UncheckedIOException("warmStart " + from + " cannot be read", e);
    }
  }

  private static FitStart of(float[] parameters, Map<String, Object> card) {
    return new FitStart(TrainingState.start(RestartsState.first(), parameters), card);
  }
}
