package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EpochRecord;

class HistoryFileTest {
  @TempDir private Path folder;

  @Test
  void anEpochIsOnDiskAsSoonAsItIsOver() throws IOException {
    try (HistoryFile history = new HistoryFile(folder, Task.MULTICLASS)) {
      history.append(
          1, Outcomes.epoch(1, true), "0a1b", new PhaseSeconds(0.125, 0.0625, 0.03125, 0.5, 0));
      assertThat(Files.readAllLines(folder.resolve("history.csv")))
          .containsExactly(
              "restart,epoch,seconds,learning_rate,loss,objective,accuracy,macro_f1,validation_loss,"
                  + "validation_objective,validation_accuracy,validation_macro_f1,best,"
                  + "weights_sha256,compute_seconds,merge_seconds,wait_seconds,driver_seconds,"
                  + "checkpoint_seconds",
              "1,1,0.25,0.001,0.5,0.75,0.8333333333333334,0.8286,0.5,0.625,0.8333333333333334,"
                  + "0.8286,true,0a1b,0.125,0.0625,0.03125,0.5,0.0");
    }
  }

  @Test
  void withoutAValidationSplitItsCellsAreEmpty() throws IOException {
    EpochRecord epoch =
        new EpochRecord(2, 1, 0.5, 0.75, Double.NaN, Outcomes.scores(), Outcomes.nothing(), false);
    try (HistoryFile history = new HistoryFile(folder, Task.BINARY)) {
      history.append(2, epoch, "0a1b", PhaseSeconds.none());
    }
    assertThat(Files.readAllLines(folder.resolve("history.csv")).get(1))
        .startsWith("2,2,1.0,0.5,")
        .endsWith(",,,,,false,0a1b,0.0,0.0,0.0,0.0,0.0");
  }

  @Test
  void regressionHasItsOwnScores() throws IOException {
    new HistoryFile(folder, Task.REGRESSION).close();
    assertThat(Files.readString(folder.resolve("history.csv")))
        .isEqualTo(
            "restart,epoch,seconds,learning_rate,loss,objective,rmse,mae,r2,validation_loss,"
                + "validation_objective,validation_rmse,validation_mae,validation_r2,best,weights_sha256,"
                + "compute_seconds,merge_seconds,wait_seconds,driver_seconds,checkpoint_seconds\n");
    assertThatThrownBy(() -> new HistoryFile(folder, Task.REGRESSION))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
