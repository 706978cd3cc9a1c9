package org.lockstep.trainer.fit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.step.Wish;

/** Wishes for an end after so many steps until it is granted, and keeps the states as bytes. */
public class StopAt implements RunControl {
  private final int after;
  private final Wish wish;
  private int begun;
  public final List<byte[]> saved = new ArrayList<>();
  final List<byte[]> ended = new ArrayList<>();

  public StopAt(int after, Wish wish) {
    this.after = after;
    this.wish = wish;
  }

  @Override
  public Wish wish(int epoch, int step, int steps) {
    return ++begun >= after && after > 0 ? wish : Wish.NONE;
  }

  @Override
  public void save(Snapshot state) {
    saved.add(bytes(state.view()));
  }

  @Override
  public void ended(Snapshot state) {
    ended.add(bytes(state.view()));
  }

  int begun() {
    return begun;
  }

  public static byte[] bytes(TrainingState state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TrainingStateBytes.write(state, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static TrainingState state(byte[] bytes) {
    try {
      return TrainingStateBytes.read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
