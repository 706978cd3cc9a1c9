package org.lockstep.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.driver.checkpoint.SavedCheckpoints;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.metric.ClassScores;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.state.Restart;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerNorms;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watched;

/** A small outcome of a run, made by hand. */
public final class Outcomes {
  private Outcomes() {}

  /** Two classes out of three rows each; one of six wrong. */
  public static Scores scores() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", 5 / 6.0);
    values.put("macro_f1", 0.8286);
    return new Scores(
        6,
        0.5,
        values,
        Optional.of(new long[][] {{3, 0}, {1, 2}}),
        List.of(new ClassScores(0.75, 1, 6 / 7.0, 3), new ClassScores(1, 2 / 3.0, 0.8, 3)));
  }

  /** Scores of no rows. */
  static Scores nothing() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", Double.NaN);
    values.put("macro_f1", Double.NaN);
    return new Scores(0, Double.NaN, values, Optional.empty(), List.of());
  }

  /** A finished epoch with validation. */
  public static EpochRecord epoch(int number, boolean best) {
    return new EpochRecord(number, 0.25, 0.001, 0.75, 0.625, scores(), scores(), best);
  }

  /** A network of four inputs, three sigmoid units and two softmax outputs. */
  public static NetworkSpec network() {
    return NetworkSpec.of(4, List.of(new DenseSpec(3, new Sigmoid())), 2, Task.MULTICLASS, 0);
  }

  /** The outcome. */
  public static RunOutcome run() {
    return run(2);
  }

  /** The same with another best epoch; the last is kept. */
  static RunOutcome run(int bestEpoch) {
    Map<Split, Scores> splits = new LinkedHashMap<>();
    splits.put(Split.TEST, scores());
    splits.put(Split.TRAIN, scores());
    return new RunOutcome(
        network(),
        new RunOutcome.DataOrigin(
            "generated",
            "generated",
            new RejectedRows(13, 12, new TreeMap<>(Map.of("empty_text", 1L)), List.of()),
            Optional.of(new RunOutcome.Groups("author", 7))),
        List.of("no", "yes"),
        List.of(),
        Thresholds.of(List.of()),
        splits,
        List.of(epoch(1, false), epoch(2, true)),
        bestEpoch,
        2,
        "all 2 epochs were run",
        new RunOutcome.Restarts(
            1, "validation_loss", List.of(new Restart(1, 0.5, 2, 2, "all 2 epochs were run"))),
        new RunOutcome.Weights(-0.5, 0.75, 1.25),
        "ab12",
        Map.of("rows", "cd34"),
        "round",
        4,
        AveragingSpec.every(3),
        Optional.of(new ExactRun(splits, 2, 2, "ef56", 2.5)),
        "scalar",
        "local[1]",
        1,
        Map.of("train", 1.5),
        new Watched(
            Optional.of(layers()),
            List.of(new Finding(2, "dead_units", "dense_1", "63% of dense_1's units are dead"))),
        new SavedCheckpoints(2, 1, Optional.empty()));
  }

  /** A kernel with dead units and a bias that stands still. */
  static LayerReport layers() {
    return new LayerReport(
        2,
        5,
        true,
        List.of(
            new LayerNorms("dense_1/kernel", 0, true, 4, 0.25, 0.5, -1.5, 1, 0.25),
            new LayerNorms("dense_1/bias", 0, false, 0, 0, 0, 0, 0, Double.NaN)),
        100);
  }
}
