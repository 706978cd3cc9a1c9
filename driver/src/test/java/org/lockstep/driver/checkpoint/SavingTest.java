package org.lockstep.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.step.Wish;

@Timeout(60)
class SavingTest {
  private static final int STEPS = 4;

  @TempDir private Path folder;
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  private Saving saving(int everyEpochs, int everySeconds, CheckpointStore store) {
    return new Saving(
        new CheckpointSpec(everyEpochs, everySeconds, 3, ""),
        store,
        state -> States.checkpoint(state.epochs()),
        warnings::add);
  }

  private CheckpointStore store() throws IOException {
    return CheckpointStore.open(folder.toString(), 3, new Configuration(false));
  }

  /** A disk that is full as soon as a checkpoint is longer than {@code room}. */
  private CheckpointStore full(int room) throws IOException {
    return new CheckpointStore(
        new FailingFiles(room), new org.apache.hadoop.fs.Path(folder.toUri()), 3);
  }

  @Test
  void checkpointsAreWishedForAtTheEndOfEveryNthEpoch() throws IOException {
    List<String> wished = new ArrayList<>();
    try (CheckpointStore store = store();
        Saving saving = saving(3, 0, store)) {
      for (int epoch = 0; epoch < 7; epoch++) {
        for (int step = 0; step < STEPS; step++) {
          if (saving.wish(epoch, step, STEPS) == Wish.SAVE) {
            wished.add(epoch + "," + step);
          }
        }
      }
    }
    assertThat(wished).containsExactly("2,3", "5,3");
  }

  @Test
  void checkpointsAreWishedForSoManySecondsAfterTheLast() throws Exception {
    try (CheckpointStore store = store();
        Saving saving = saving(0, 1, store)) {
      assertThat(saving.wish(0, 0, STEPS)).isEqualTo(Wish.NONE);
      Awaitility.await().until(() -> saving.wish(0, 1, STEPS) == Wish.SAVE);
      // Until it is granted it stands; then the second begins anew.
      assertThat(saving.wish(0, 2, STEPS)).isEqualTo(Wish.SAVE);
      saving.save(() -> States.after(1, 10));
      assertThat(saving.wish(0, 3, STEPS)).isEqualTo(Wish.NONE);
      Awaitility.await().until(() -> saving.wish(1, 0, STEPS) == Wish.SAVE);
      saving.close();
      assertThat(saving.saved().written()).isEqualTo(1);
    }
  }

  @Test
  void neitherByEpochsNorByTheClockNothingIsWishedFor() throws IOException {
    try (CheckpointStore store = store();
        Saving saving = saving(0, 0, store)) {
      for (int epoch = 0; epoch < 20; epoch++) {
        assertThat(saving.wish(epoch, STEPS - 1, STEPS)).isEqualTo(Wish.NONE);
      }
    }
  }

  @Test
  void aCheckpointThatFailsIsToldAndCountedAndTheNextIsWritten() throws IOException {
    try (CheckpointStore full = full(10);
        Saving saving = saving(1, 0, full)) {
      saving.save(() -> States.after(1, 10));
      saving.close();
      assertThat(saving.saved().written()).isZero();
      assertThat(saving.saved().failed()).isEqualTo(1);
      assertThat(saving.saved().endLost()).as("the end has not come").isEmpty();
    }
    assertThat(warnings)
        .containsExactly(
            "no checkpoint of epoch 1: No space left on device. So far 0 written, 1 not;"
                + " training goes on");
  }

  @Test
  void anEndThatIsNotWrittenIsLost() throws IOException {
    try (CheckpointStore full = full(10);
        Saving saving = saving(1, 0, full)) {
      saving.ended(() -> States.after(2, 10));
      saving.close();
      assertThat(saving.saved().endLost()).contains("No space left on device");
    }
    assertThat(warnings)
        .containsExactly(
            "no checkpoint of epoch 2: No space left on device. So far 0 written, 1 not");
    try (CheckpointStore store = store();
        Saving saving = saving(1, 0, store)) {
      saving.ended(() -> States.after(2, 10));
      saving.close();
      assertThat(saving.saved().endLost()).isEmpty();
    }
  }

  @Test
  void aStopWaitsUntilTheStateIsWrittenAndSaysIfItCouldNotBe() throws Exception {
    for (boolean room : new boolean[] {true, false}) {
      try (CheckpointStore store = room ? store() : full(10);
          Saving saving = saving(0, 0, store)) {
        CompletableFuture<Boolean> stopped =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return saving.stop(30_000);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
        Awaitility.await().until(() -> saving.wish(0, 0, STEPS) == Wish.SAVE_AND_STOP);
        saving.save(() -> States.after(3, 10));
        assertThat(stopped.get()).isEqualTo(room);
      }
    }
    try (CheckpointStore store = store()) {
      assertThat(store.newest(warnings::add).orElseThrow().state().epochs()).isEqualTo(3);
    }
  }

  @Test
  void aStopThatNobodyGrantsEndsInItsTime() throws Exception {
    try (CheckpointStore store = store();
        Saving saving = saving(0, 0, store)) {
      assertThat(saving.stop(50)).isFalse();
    }
  }
}
