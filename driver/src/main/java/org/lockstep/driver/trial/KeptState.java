package org.lockstep.driver.trial;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.step.Wish;

/** Keeps the state of a trial at its end, if it may go on. */
public final class KeptState implements RunControl {
  private final boolean wanted;
  private byte[] bytes = {};

  public KeptState(boolean wanted) {
    this.wanted = wanted;
  }

  /** As {@link TrainingStateBytes} writes it; of length 0 if it was not wanted. */
  public byte[] bytes() {
    return bytes;
  }

  /** The state in such bytes. */
  public static TrainingState read(byte[] bytes) throws IOException {
    return TrainingStateBytes.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  /** The bytes of a state. */
  public static byte[] write(TrainingState state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TrainingStateBytes.write(state, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public Wish wish(int epoch, int step, int steps) {
    return Wish.NONE;
  }

  @Override
  public void save(Snapshot state) {
    // Nobody wishes for it before the end.
  }

  @Override
  public void ended(Snapshot state) {
    if (wanted) {
      bytes = write(state.view());
    }
  }
}
