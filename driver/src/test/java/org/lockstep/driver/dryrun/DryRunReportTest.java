package org.lockstep.driver.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.driver.report.RunOutcome.Groups;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

class DryRunReportTest {
  private static final DataOrigin ORIGIN =
      new DataOrigin("csv", "x.csv", new RejectedRows(0, 0, new TreeMap<>(), List.of()));

  private static final DenseSpec HIDDEN = new DenseSpec(16, Activation.named("relu"));

  private static List<String> doubts(
      long rows, long validation, List<LayerSpec> layers, double l2, EarlyStoppingSpec stopping) {
    NetworkSpec network = NetworkSpec.of(8, layers, 3, Task.MULTICLASS, l2);
    DryRunOutcome found = found(ORIGIN, List.of(rows, validation, 0L), network);
    return DryRunReport.doubts(
        found, new TrainingSpec(1, 32, 10, 1, new Adam(0.01), new Constant(), stopping));
  }

  @Test
  void groupsThatStayTogetherAreCounted() {
    DataOrigin grouped =
        new DataOrigin(
            "csv",
            "x.csv",
            new RejectedRows(0, 0, new TreeMap<>(), List.of()),
            Optional.of(new Groups("author", 1234)));
    NetworkSpec network = NetworkSpec.of(8, List.of(), 3, Task.MULTICLASS, 0);
    assertThat(DryRunReport.lines(found(grouped, List.of(6L, 2L, 2L), network), 1))
        .contains("groups     1,234 by author, none on two sides of a split");
    assertThat(DryRunReport.lines(found(ORIGIN, List.of(6L, 2L, 2L), network), 1))
        .noneMatch(line -> line.startsWith("groups"));
  }

  private static DryRunOutcome found(DataOrigin origin, List<Long> rows, NetworkSpec network) {
    return new DryRunOutcome(
        origin,
        rows,
        List.of("a", "b", "c"),
        8,
        network,
        new Memory(1, 1, 1, 1),
        10,
        new TwoSteps(4, 1),
        new OneBatch(2, 1, 0.01, 0.01, OneBatch.Verdict.LEARNED));
  }

  @Test
  void moreWeightsThanRowsNeedSomethingThatHoldsThemBack() {
    EarlyStoppingSpec none = EarlyStoppingSpec.none();
    assertThat(doubts(100, 20, List.of(HIDDEN), 0, none))
        .singleElement()
        .asString()
        .startsWith("over-fitting is likely: 195 weights for 100 training rows")
        .contains("dropout", "l2", "earlyStopping");
    assertThat(doubts(1000, 20, List.of(HIDDEN), 0, none)).isEmpty();
    assertThat(doubts(100, 20, List.of(HIDDEN, new DropoutSpec(0.5)), 0, none)).isEmpty();
    assertThat(doubts(100, 20, List.of(HIDDEN), 1e-3, none)).isEmpty();
  }

  @Test
  void stoppingEarlyNeedsRowsToStopBy() {
    EarlyStoppingSpec early = new EarlyStoppingSpec(5, 0, true, "validation_loss");
    assertThat(doubts(100, 20, List.of(HIDDEN), 0, early)).isEmpty();
    assertThat(doubts(100, 0, List.of(HIDDEN), 0, early)).hasSize(1);
  }
}
