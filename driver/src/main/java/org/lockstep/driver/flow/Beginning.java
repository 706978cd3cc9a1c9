package org.lockstep.driver.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.WarmStartChoice;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.transfer.WarmStart;

/**
 * Where a job's training starts, checkpoints apart: from the seed, or from its {@code warmStart}.
 *
 * @param state nothing for the seed's parameters
 * @param card what the model's card tells of it
 */
record Beginning(Optional<TrainingState> state, Map<String, Object> card) {

  /** The state that a trial of a search begins with; nothing for the seed's parameters. */
  static Optional<TrainingState> ofTrial(
      JobSpec job,
      NetworkSpec network,
      PreparedData data,
      List<String> labels,
      Configuration hadoop) {
    try {
      return of(job, network, data.features(), labels, hadoop).state();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param features that the network reads, by whose names the old one's rows are matched
   * @param labels of its outputs; empty for numbers
   * @throws JobException if there is no such model, or the network cannot take it over
   */
  static Beginning of(
      JobSpec job,
      NetworkSpec network,
      FeaturePipeline features,
      List<String> labels,
      Configuration hadoop)
      throws IOException {
    if (job.warmStart().isEmpty()) {
      return new Beginning(Optional.empty(), Map.of());
    }
    WarmStartChoice choice = job.warmStart().get();
    Model old = WarmSource.read(choice.from(), hadoop);
    try {
      WarmStart start =
          WarmStart.of(old, network, features, labels, choice.head(), job.training().seed());
      TrainingState state = TrainingState.start(RestartsState.first(), start.parameters());
      return new Beginning(
          Optional.of(state), Map.of("warmStart", WarmSource.card(choice.from(), old, start)));
    } catch (IllegalArgumentException e) {
      throw new JobException(List.of("training.warmStart: " + e.getMessage()));
    }
  }
}
