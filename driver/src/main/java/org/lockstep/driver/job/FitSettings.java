package org.lockstep.driver.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.util.Optional;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * The part of a job that needs no data section: what an estimator of a program chooses, read by the
 * rules of a job file.
 *
 * @param classWeight by how much the training rows of a class count more or less
 */
public record FitSettings(NetworkSection network, TrainingSpec training, ClassWeight classWeight) {

  /**
   * Reads the sections {@code network} and {@code training}.
   *
   * @throws JobException with all problems
   */
  public static FitSettings read(Config config) {
    Problems problems = new Problems();
    ConfigObject root = config.resolve().root();
    Section top = new Section(root, "", root.origin(), problems);
    NetworkSection network = NetworkKeys.read(top.section("network"));
    Section training = top.section("training");
    for (String key : new String[] {"loop", "checkpoint", "stream", "warmStart"}) {
      if (training.has(key)) {
        training.reject(key, "left out: an estimator does not read it");
      }
    }
    Optional<TrainingKeys.Training> read = TrainingKeys.read(training, Optional.empty());
    top.finish();
    problems.throwIfAny();
    return new FitSettings(network, read.orElseThrow().spec(), read.get().classWeight());
  }
}
