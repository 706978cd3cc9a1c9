package org.lockstep.driver.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.flow.WarmSource;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.transfer.Head;
import org.lockstep.trainer.transfer.WarmStart;

/**
 * Where a fit starts that has a {@code warmStart}.
 *
 * @param card what the model's card tells of it
 */
record WarmNetwork(TrainingState state, Map<String, Object> card) {

  /**
   * @param labels of the new network's outputs; empty for numbers
   * @throws IllegalArgumentException if the old network cannot be taken over
   */
  static Optional<WarmNetwork> of(
      NetworkParams params,
      NetworkSpec network,
      List<String> labels,
      TrainingSpec training,
      SparkSession session) {
    String from = params.getWarmStart();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    if (training.restarts() > 1) {
      throw new IllegalArgumentException(
          "training.restarts must be 1 where warmStart says what the fit starts from. Received: "
              + training.restarts());
    }
    try {
      Model old = WarmSource.read(from, session.sparkContext().hadoopConfiguration());
      Head head = Head.valueOf(params.getHead().toUpperCase(Locale.ROOT));
      WarmStart start =
          WarmStart.of(
              old, network, new VectorFeatures(network.inputs()), labels, head, training.seed());
      return Optional.of(
          new WarmNetwork(
              TrainingState.start(RestartsState.first(), start.parameters()),
              Map.of("warmStart", WarmSource.card(from, old, start))));
    } catch (IOException e) {
      throw new UncheckedIOException("warmStart " + from + " cannot be read", e);
    }
  }
}
