package org.lockstep.driver.barrier;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * What a rank writes to the driver, in its order. A letter wakes a thread of this rank and two of
 * the driver, and where these share a machine they take a processor from the training. So an epoch
 * that ends soon after the last letter waits for the next one, whatever that is; letters of epochs
 * that take longer go at once.
 *
 * <p>Of one thread. An attempt that fails takes what waits with it: its epochs are told again.
 */
final class Mail {
  /** How long epochs wait, not counting the epoch at whose end they go. */
  static final long WAIT_NANOS = 20_000_000;

  private final Line line;
  private final LongSupplier clock;
  private final Deque<Report.EpochFinished> waiting = new ArrayDeque<>();
  private long sent;

  /** To the driver. */
  interface Line {

    /** A letter of a kind of {@link Letter}'s, complete when the stream is closed. */
    OutputStream letter(byte kind);
  }

  /** What a letter says. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  Mail(Line line) {
    this(line, System::nanoTime);
  }

  /**
   * @param clock in nanoseconds
   */
  Mail(Line line, LongSupplier clock) {
    this.line = line;
    this.clock = clock;
    this.sent = clock.getAsLong() - WAIT_NANOS;
  }

  void tell(Report report) {
    if (!(report instanceof Report.EpochFinished epoch)) {
      send(Letter.REPORT, out -> out.write(Parcel.pack(report)));
      return;
    }
    waiting.add(epoch);
    if (clock.getAsLong() - sent >= WAIT_NANOS) {
      sendEpochs();
    }
  }

  /**
   * @throws UncheckedIOException if the driver cannot be reached
   */
  void send(byte kind, Content content) {
    sendEpochs();
    write(kind, content);
  }

  private void sendEpochs() {
    for (Report.EpochFinished epoch = waiting.poll(); epoch != null; epoch = waiting.poll()) {
      byte[] bytes = EpochLetter.pack(epoch);
      write(Letter.EPOCH, out -> out.write(bytes));
    }
  }

  private void write(byte kind, Content content) {
    try {
      OutputStream out = line.letter(kind);
      content.write(out);
      out.close(); // not where writing fails: a part is not a letter
    } catch (IOException e) {
      throw new UncheckedIOException("the driver must be reachable", e);
    }
    sent = clock.getAsLong();
  }
}
