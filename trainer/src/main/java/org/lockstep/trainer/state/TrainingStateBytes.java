package org.lockstep.trainer.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.bytes.ByteFormatException;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.watching.Watched;

/** A {@link TrainingState} as bytes, every bit of its numbers. The version is the first of them. */
public final class TrainingStateBytes {
  /** Of this layout of the bytes. */
  public static final int VERSION = 1;

  /** The fewest bytes of a restart and of an array. */
  private static final int LEAST = 8;

  private TrainingStateBytes() {}

  /** Writes a state; the stream stays open. */
  public static void write(TrainingState state, OutputStream stream) throws IOException {
    ByteOutput out = new ByteOutput(stream);
    out.number(VERSION);
    write(state.restarts(), out);
    out.floats(state.parameters());
    out.number(state.optimizer().size());
    for (float[] array : state.optimizer()) {
      out.floats(array);
    }
    out.floats(state.best());
    EpochRecordBytes.write(state.history(), out);
    out.number(state.part().step());
    out.bytes(state.part().totals());
    out.number(state.part().seconds());
    out.bytes(state.watching());
    out.flush();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param bytes how many there are
   * @throws ByteFormatException if they are no state, of another version, or more than a state
   */
  public static TrainingState read(InputStream stream, long bytes) throws IOException {
    ByteInput in = new ByteInput(stream, bytes);
    int version = in.integer();
    if (version != VERSION) {
      throw new ByteFormatException(
          "the state must be of version %d. Received: version %d".formatted(VERSION, version));
    }
    RestartsState restarts = restarts(in);
    float[] parameters = in.floats();
    List<float[]> optimizer = new ArrayList<>();
    for (int left = in.count(LEAST); left > 0; left--) {
      optimizer.add(in.floats());
    }
    TrainingState state =
        new TrainingState(
            restarts,
            parameters,
            optimizer,
            in.floats(),
            EpochRecordBytes.read(in),
            new PartOfEpoch(in.integer(), in.bytes(), in.real()),
            in.bytes());
    if (in.left() != 0) {
      throw new ByteFormatException(
          "the bytes must end with the state. Received: %d more".formatted(in.left()));
    }
    return state;
  }

  private static void write(RestartsState restarts, ByteOutput out) throws IOException {
    out.number(restarts.finished().size());
    for (Restart each : restarts.finished()) {
      out.number(each.number());
      out.number(each.score());
      out.number(each.bestEpoch());
      out.number(each.epochs());
      out.text(each.stopReason());
    }
    out.number(restarts.bestNumber());
    if (restarts.best().isPresent()) {
      write(restarts.best().get(), out);
    }
  }

  private static RestartsState restarts(ByteInput in) throws IOException {
    List<Restart> finished = new ArrayList<>();
    for (int left = in.count(LEAST); left > 0; left--) {
      finished.add(new Restart(in.integer(), in.real(), in.integer(), in.integer(), in.text()));
    }
    int bestNumber = in.integer();
    Optional<TrainingResult> best =
        finished.isEmpty() ? Optional.<TrainingResult>empty() : Optional.of(result(in));
    try {
      return new RestartsState(finished.size() + 1, finished, bestNumber, best);
    } catch (IllegalArgumentException e) {
      throw new ByteFormatException(e.getMessage());
    }
  }

  private static void write(TrainingResult result, ByteOutput out) throws IOException {
    out.floats(result.parameters());
    EpochRecordBytes.write(result.history(), out);
    out.number(result.bestEpoch());
    out.number(result.score());
    out.number(result.epochs());
    out.text(result.stopReason());
    result.watched().write(out);
  }

  private static TrainingResult result(ByteInput in) throws IOException {
    return new TrainingResult(
        in.floats(),
        EpochRecordBytes.read(in),
        in.integer(),
        in.real(),
        in.integer(),
        in.text(),
        Watched.read(in));
  }
}
