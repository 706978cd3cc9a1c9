package org.lockstep.driver.job;

import java.util.Objects;
import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.driver.checkpoint.CheckpointSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Everything a job file chooses, in one immutable tree; two jobs are equal if all choices are.
 *
 * @param name a short name for directories and Spark's UI: letters, digits, {@code . _ -}
 * @param title one line for people
 * @param data where the rows come from and how they are split
 * @param features how a row becomes numbers
 * @param network the layers
 * @param training the loop's choices
 * @param classWeight by how much the training rows of a class count more or less
 * @param threshold above which probability sigmoid outputs are positive
 * @param loop which loop runs the steps
 * @param checkpoint when the training's state is written; changes no result
 * @param stream whether the rows are streamed, and how
 * @param warmStart a trained network that the training starts from, if any
 * @param report what is told of a run beside its tables; changes no result
 * @param search what {@code lockstep search} may change of all this, and how; no training reads it
 */
public record JobSpec(
    String name,
    String title,
    DataSpec data,
    FeatureSection features,
    NetworkSection network,
    TrainingSpec training,
    ClassWeight classWeight,
    ThresholdChoice threshold,
    LoopChoice loop,
    CheckpointSpec checkpoint,
    Optional<StreamChoice> stream,
    Optional<WarmStartChoice> warmStart,
    ReportSpec report,
    Optional<SearchSpec> search) {

  /** Which loop runs the steps. */
  public enum LoopChoice {
    /** The best that the cluster allows. */
    AUTO,
    /** One Spark job a step. */
    ROUND,
    /** One barrier stage for all steps. */
    LOCKSTEP
  }

  public JobSpec {
    Objects.requireNonNull(data);
    Objects.requireNonNull(features);
    Objects.requireNonNull(network);
    Objects.requireNonNull(training);
    Objects.requireNonNull(classWeight);
    Objects.requireNonNull(threshold);
    Objects.requireNonNull(checkpoint);
    Objects.requireNonNull(stream);
    Objects.requireNonNull(warmStart);
    Objects.requireNonNull(report);
    Objects.requireNonNull(search);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
      throw new IllegalArgumentException(
          "name must be 1 to 80 letters, digits, dots, hyphens or underscores. Received: " + name);
    }
  }

  /** The job without its search: what {@code lockstep train} runs. */
  public JobSpec trained() {
    return with(training, Optional.empty());
  }

  /** The same job with another training. */
  public JobSpec with(TrainingSpec training) {
    return with(training, search);
  }

  private JobSpec with(TrainingSpec training, Optional<SearchSpec> search) {
    return new JobSpec(
        name,
        title,
        data,
        features,
        network,
        training,
        classWeight,
        threshold,
        loop,
        checkpoint,
        stream,
        warmStart,
        report,
        search);
  }
}
