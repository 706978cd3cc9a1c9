package org.lockstep.driver.barrier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.state.EpochRecordBytes;
import org.lockstep.trainer.training.EpochRecord;

/**
 * A finished epoch as bytes. One of milliseconds has a letter, too, and Java's serialisation takes
 * 0.15 ms to read one, in which a training on the same machine lacks a core.
 */
final class EpochLetter {
  private EpochLetter() {}

  static byte[] pack(Report.EpochFinished epoch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ByteOutput out = new ByteOutput(bytes);
      EpochRecordBytes.write(List.of(epoch.record()), out);
      out.text(epoch.weightsSha256());
      PhaseSeconds seconds = epoch.seconds();
      out.number(seconds.compute());
      out.number(seconds.merge());
      out.number(seconds.waiting());
      out.number(seconds.driver());
      out.number(seconds.checkpoint());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes all that is written
    }
    return bytes.toByteArray();
  }

  /**
   * @throws UncheckedIOException if the bytes are not what {@link #pack} wrote
   */
  static Report.EpochFinished unpack(byte[] bytes) {
    try {
      ByteInput in = new ByteInput(new ByteArrayInputStream(bytes), bytes.length);
      List<EpochRecord> epochs = EpochRecordBytes.read(in);
      if (epochs.size() != 1) {
        throw new IOException("a letter must tell of one epoch. Received: " + epochs.size());
      }
      return new Report.EpochFinished(
          epochs.get(0),
          in.text(),
          new PhaseSeconds(in.real(), in.real(), in.real(), in.real(), in.real()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
