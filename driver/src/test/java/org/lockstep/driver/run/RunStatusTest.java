package org.lockstep.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStatusTest {
  @TempDir private Path folder;

  @Test
  void aBeatMovesTheHeartbeatAndNothingElse() throws IOException, InterruptedException {
    RunStatus status = new RunStatus(folder);
    status.enter(RunState.TRAINING, "4 → 3");
    status.epochFinished(2, "epoch 2/8");
    StatusRecord before = StatusFile.read(folder).orElseThrow();
    while (!Instant.now().isAfter(before.heartbeat().plusMillis(1))) {
      Thread.sleep(1);
    }
    status.beat();
    StatusRecord after = StatusFile.read(folder).orElseThrow();
    assertThat(after.heartbeat()).isAfter(before.heartbeat());
    assertThat(after).usingRecursiveComparison().ignoringFields("heartbeat").isEqualTo(before);
  }

  @Test
  void aBeatThatCannotBeWrittenIsMissedAndAChangeIsNot() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    RunStatus status = new RunStatus(gone);
    Files.delete(gone);
    status.beat();
    RunException e =
        catchThrowableOfType(RunException.class, () -> status.enter(RunState.READING, "tweets"));
    assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
  }

  @Test
  void aRunThatEndedHasNoHeartbeat() throws IOException {
    RunStatus status = new RunStatus(folder);
    status.end(RunState.FAILED, "too few rows", ExitCode.BAD_DATA.number());
    StatusRecord ended = StatusFile.read(folder).orElseThrow();
    status.beat();
    status.enter(RunState.TRAINING, "");
    assertThat(StatusFile.read(folder)).contains(ended);
  }
}
