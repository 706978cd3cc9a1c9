package org.lockstep.trainer.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.StopAt;
import org.lockstep.trainer.fit.TrainingStoppedException;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;

class TrainingStateBytesTest {
  private static final EarlyStoppingSpec BEST = new EarlyStoppingSpec(9, 0, true, "loss");
  private static byte[] state;

  private static TrainingSpec training(EarlyStoppingSpec stopping, double rate) {
    return new TrainingSpec(
            3, 20, 3, 5, rate == 0 ? new Sgd(0.1) : new Adam(rate), new Constant(), stopping)
        .toBuilder().restarts(2).watch(Watching.EPOCH).build();
  }

  private static RandomRestarts restarts(TrainingSpec training, RunControl control) {
    LocalWorkers workers = SeededRows.workers(training, 50);
    return new RandomRestarts(SeededRows.network(), training, workers, (r, p) -> {}, control);
  }

  /** In the second restart, in the middle of its second epoch. */
  @BeforeAll
  static void stop() {
    StopAt control = new StopAt(9 + 3 + 2, Wish.SAVE_AND_STOP);
    assertThatThrownBy(() -> restarts(training(BEST, 0.02), control).fit())
        .isInstanceOf(TrainingStoppedException.class)
        .hasMessage("stopped in epoch 2, after step 2");
    state = control.saved.get(0);
  }

  @Test
  void aStateSaysWhereItStands() {
    assertThat(StopAt.state(state).position()).isEqualTo("restart 2, epoch 2, step 2");
    assertThat(StopAt.bytes(StopAt.state(state))).isEqualTo(state);
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < state.length; length += length < 4000 ? 1 : 997) {
      byte[] part = Arrays.copyOf(state, length);
      assertThatThrownBy(() -> TrainingStateBytes.read(new ByteArrayInputStream(part), part.length))
          .as("%d of %d bytes", length, state.length)
          .isInstanceOf(IOException.class);
    }
  }

  /** Whatever the bytes say, the reader ends with a state or an IOException, and soon. */
  @Test
  void flippedBitsDoNoHarm() {
    for (int at = 0; at < state.length; at += at < 2000 ? 1 : 53) {
      byte[] flipped = state.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      try {
        TrainingStateBytes.read(new ByteArrayInputStream(flipped), flipped.length);
      } catch (IOException e) {
        assertThat(e).as("byte %d", at).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void anotherVersionIsRefusedWithBoth() {
    byte[] other = state.clone();
    other[0] = 9;
    assertThatThrownBy(() -> TrainingStateBytes.read(new ByteArrayInputStream(other), other.length))
        .hasMessage("the state must be of version 1. Received: version 9");
    byte[] more = Arrays.copyOf(state, state.length + 3);
    assertThatThrownBy(() -> TrainingStateBytes.read(new ByteArrayInputStream(more), more.length))
        .hasMessage("the bytes must end with the state. Received: 3 more");
  }

  @Test
  void aStateOfAnotherTrainingIsRefused() {
    assertThatThrownBy(
            () -> restarts(training(BEST, 0), RunControl.none()).fit(StopAt.state(state)))
        .hasMessage(
            "the state must be of this network and optimizer, with 0 optimizer arrays. Received: 2");
    TrainingState read = StopAt.state(state);
    TrainingState short1 =
        new TrainingState(
            read.restarts(),
            new float[3],
            read.optimizer(),
            read.best(),
            read.history(),
            read.part(),
            read.watching());
    assertThatThrownBy(() -> restarts(training(BEST, 0.02), RunControl.none()).fit(short1))
        .hasMessage(
            "the state must be of this network and optimizer, with 839 parameters. Received: 3");
    TrainingState late =
        new TrainingState(
            read.restarts(),
            read.parameters(),
            read.optimizer(),
            read.best(),
            read.history(),
            new PartOfEpoch(3, read.part().totals(), 1),
            read.watching());
    assertThatThrownBy(() -> restarts(training(BEST, 0.02), RunControl.none()).fit(late))
        .hasMessage("the state must stand before a step from 0 to 2 of its epoch. Received: 3");
    TrainingState forgetful =
        new TrainingState(
            read.restarts(),
            read.parameters(),
            read.optimizer(),
            new float[0],
            read.history(),
            read.part(),
            read.watching());
    assertThatThrownBy(() -> restarts(training(BEST, 0.02), RunControl.none()).fit(forgetful))
        .hasMessage(
            "the state must be of this network and optimizer, with 839 best parameters. Received: 0");
  }

  @Test
  void restartsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new RestartsState(2, List.of(), 0, Optional.empty()))
        .hasMessage(
            "the restart under way must be the one after those that finished, of which one is the best. Received: 2 after 0, without a best");
  }
}
