package org.lockstep.driver.barrier;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a rank writes to the driver, in its order. A letter wakes a thread of this rank and two of
 * the driver, and where these share a machine they take a processor from the training. So an epoch
 * that ends soon after the last letter waits a little for others, and all go together; epochs that
 * take longer go at once.
 */
final class Mail {
  private static final Logger LOG = LoggerFactory.getLogger(Mail.class);

  /** How long an epoch waits at most. */
  static final long WAIT_NANOS = 20_000_000;

  private final Line line;
  private final LongSupplier clock;
  private final Executor later;
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
    this(
        line,
        System::nanoTime,
        CompletableFuture.delayedExecutor(WAIT_NANOS, TimeUnit.NANOSECONDS));
  }

  /**
   * @param clock in nanoseconds
   * @param later runs what it is given {@link #WAIT_NANOS} from then, in a thread of its own
   */
  Mail(Line line, LongSupplier clock, Executor later) {
    this.line = line;
    this.clock = clock;
    this.later = later;
    this.sent = clock.getAsLong() - WAIT_NANOS;
  }

  /**
   * @throws UncheckedIOException if the driver cannot be reached
   */
  synchronized void tell(Report report) {
    if (!(report instanceof Report.EpochFinished epoch)) {
      send(Letter.REPORT, out -> out.write(Parcel.pack(report)));
      return;
    }
    waiting.add(epoch);
    if (clock.getAsLong() - sent >= WAIT_NANOS) {
      sendEpochs();
    } else if (waiting.size() == 1) {
      later.execute(this::sendLate);
    }
  }

  /**
   * @throws UncheckedIOException if the driver cannot be reached
   */
  synchronized void send(byte kind, Content content) {
    sendEpochs();
    write(kind, content);
  }

  private synchronized void sendLate() {
    try {
      sendEpochs();
    } catch (UncheckedIOException e) {
      LOG.debug("the training's own thread will hear it, too", e);
    }
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
