package org.lockstep.driver.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.driver.checkpoint.SavedCheckpoints;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.Restart;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.Watched;

/**
 * All that is told about a finished training: the input of {@code metrics.json} and of the final
 * table.
 *
 * @param network the network that was trained
 * @param data where the rows came from
 * @param labels the classes or labels in order; empty for regression
 * @param targets the names of the numbers that a regression predicts; otherwise empty
 * @param thresholds of the sigmoid outputs, by which {@code splits} are scored
 * @param splits final scores by split, evaluated anew under the kept parameters; splits without
 *     rows are left out
 * @param history one record an epoch, of the best restart
 * @param bestEpoch counted from 1
 * @param keptEpoch whose parameters the model has: the best, or the last where that is not asked
 *     for
 * @param stopReason a sentence
 * @param restarts how all restarts ended, and which was the best
 * @param weights range and length of the kernels
 * @param modelSha256 of the little-endian float32 parameters in layout order
 * @param fingerprints hash by stage: {@code rows, split, features, shards}
 * @param loop the loop that ran, {@code round}
 * @param workers logical workers
 * @param averaging how many steps they took on their own
 * @param exact what they would have come to without, if that was asked for
 * @param kernel the arithmetic that ran, {@code vector} or {@code scalar}, with its width
 * @param master Spark's master
 * @param executors processes whose tasks trained to the end
 * @param seconds wall clock by phase: {@code start, read, prepare, train, evaluate}
 * @param watched the layers at the last measured step and what was found, of the best restart
 * @param checkpoints how many were written
 */
public record RunOutcome(
    NetworkSpec network,
    DataOrigin data,
    List<String> labels,
    List<String> targets,
    Thresholds thresholds,
    Map<Split, Scores> splits,
    List<EpochRecord> history,
    int bestEpoch,
    int keptEpoch,
    String stopReason,
    Restarts restarts,
    Weights weights,
    String modelSha256,
    Map<String, String> fingerprints,
    String loop,
    int workers,
    AveragingSpec averaging,
    Optional<ExactRun> exact,
    String kernel,
    String master,
    int executors,
    Map<String, Double> seconds,
    Watched watched,
    SavedCheckpoints checkpoints) {

  /** Whether the model has the parameters of the best epoch. */
  public boolean keepsBest() {
    return keptEpoch == bestEpoch;
  }

  /** {@code best epoch 12}, or {@code epoch 17} if that is kept and is not the best. */
  public String kept() {
    return (keepsBest() ? "best epoch " : "epoch ") + keptEpoch;
  }

  /**
   * Where the rows came from.
   *
   * @param source the job's source, or {@code generated}
   * @param origin the path read, or {@code generated}
   * @param rows read, used and rejected
   * @param groups where splits keep rows together
   */
  public record DataOrigin(
      String source, String origin, RejectedRows rows, Optional<Groups> groups) {

    /** Of rows that are divided one by one. */
    public DataOrigin(String source, String origin, RejectedRows rows) {
      this(source, origin, rows, Optional.empty());
    }

    /** Whether the project made the rows itself. */
    public boolean generated() {
      return source.equals("generated");
    }
  }

  /**
   * Rows that no split divides.
   *
   * @param by the column, or the source's word
   * @param count of different ones
   */
  public record Groups(String by, long count) {
    /** For a person. */
    public String words() {
      return "groups     %s by %s, none on two sides of a split"
          .formatted(Figures.count(count), by);
    }
  }

  /**
   * The trainings from different initial parameters.
   *
   * @param best the number of the one that was kept, counted from 1
   * @param monitor the quantity that decided
   * @param all in order
   */
  public record Restarts(int best, String monitor, List<Restart> all) {}

  /** The least, the greatest and the Euclidean length of all kernels' elements. */
  public record Weights(double min, double max, double l2) {}

  public RunOutcome {
    labels = List.copyOf(labels);
    targets = List.copyOf(targets);
    history = List.copyOf(history);
    splits = new LinkedHashMap<>(splits);
    fingerprints = new LinkedHashMap<>(fingerprints);
    seconds = new LinkedHashMap<>(seconds);
  }

  /** What the losses and the judged split's scores say in words. */
  public List<Finding> warnings() {
    List<Finding> warnings = new ArrayList<>(EpochWarnings.of(history));
    judged()
        .ifPresent(
            split ->
                warnings.addAll(
                    EpochWarnings.neverPredicted(splits.get(split), labels, bestEpoch)));
    return warnings;
  }

  /** The split by which the run is judged: test if it has rows, or else validation. */
  public Optional<Split> judged() {
    return Stream.of(Split.TEST, Split.VALIDATION).filter(splits::containsKey).findFirst();
  }

  /** How many epochs were run. */
  public int epochs() {
    return history.size();
  }
}
