package org.lockstep.driver.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.lockstep.driver.exchange.wire.Caller;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.Wire;

/**
 * A task's connection to the tracker. Reports may be sent by any thread; commands are looked up
 * without waiting, since a thread of its own reads them.
 *
 * <p>End it with {@link #finished} or {@link #fail}: a connection that only closes counts as lost.
 */
public final class TrackerClient implements AutoCloseable {
  private static final long LOOK_NANOS = 100_000;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final TrackerLine line;
  private final int partition;
  private Rank rank;

  private TrackerClient(TrackerLine line, int partition) {
    this.line = line;
    this.partition = partition;
  }

  /**
   * Joins and waits until all tasks have.
   *
   * @param cancelled looked up while waiting
   * @throws IOException if the tracker refuses, is not who it should be, tells to give up, or
   *     cannot be reached; says which
   */
  public static TrackerClient join(Invitation invitation, Join join, BooleanSupplier cancelled)
      throws IOException {
    Wire wire = call(invitation, join.partition(), cancelled);
    TrackerClient client =
        new TrackerClient(
            new TrackerLine(wire, invitation.attempt().number(), join.partition()),
            join.partition());
    try {
      client.line.send(new OutgoingFrames.Frame(FrameKind.JOIN, true, join.encode()));
      client.rank = client.line.awaitRoster(cancelled).ofPartition(join.partition());
      return client;
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static Wire call(Invitation invitation, int partition, BooleanSupplier cancelled)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(invitation.host(), invitation.port());
    ExchangeLimits limits = invitation.limits();
    Introduction introduction =
        new Introduction(Introduction.Role.TASK, partition, Introduction.DRIVER);
    try (Caller caller =
        new Caller(
            address, invitation.attempt(), introduction, limits.handshake(), limits.join())) {
      while (!cancelled.getAsBoolean()) {
        Wire wire = caller.advance();
        if (wire != null) {
          return wire;
        }
        LockSupport.parkNanos(LOOK_NANOS);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while calling the tracker");
        }
      }
      throw new InterruptedIOException("cancelled while calling the tracker");
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "partition "
              + partition
              + " must reach the driver's tracker at "
              + invitation.host()
              + ":"
              + invitation.port()
              + ". Received: "
              + e.getMessage(),
          e);
    }
  }

  public Roster roster() {
    return line.roster();
  }

  /** The rank that this task belongs to. */
  public Rank rank() {
    return rank;
  }

  /** Whether this task leads its rank. */
  public boolean leads() {
    return rank.leader() == partition;
  }

  /**
   * Sends a short report; returns when it is on its way or at most some megabytes wait before it.
   */
  public void report(byte kind, ByteBuffer report) throws IOException {
    try (OutputStream out = report(kind)) {
      byte[] bytes = new byte[report.remaining()];
      report.duplicate().get(bytes);
      out.write(bytes);
    }
  }

  /** A report of any length; it is complete when the stream is closed. */
  public OutputStream report(byte kind) {
    return new ReportStream(
        kind, (part, last) -> line.send(new OutgoingFrames.Frame(FrameKind.REPORT, last, part)));
  }

  /**
   * Tells why this task fails, within two seconds; never throws.
   *
   * @param where the task was, for the user
   */
  public void fail(Throwable thrown, String where) {
    boolean told = line.abortReason() != null || Thread.currentThread().isInterrupted();
    FailureReport report = FailureReport.of(thrown, where, rank.number(), told);
    lastWords(new OutgoingFrames.Frame(FrameKind.FAILURE, true, report.encode()));
  }

  /** Tells that this task is done. */
  public void finished() {
    lastWords(OutgoingFrames.Frame.of(FrameKind.FINISHED));
  }

  private void lastWords(OutgoingFrames.Frame frame) {
    try {
      line.send(frame);
      line.flush(LAST_WORDS);
    } catch (IOException e) {
      // The driver is gone or has given up: it sees this task's end without words.
    }
  }

  /** Whether a checkpoint has been wished for since the last call. */
  public boolean takeSave() {
    return line.takeSave();
  }

  /** Whether a checkpoint and the end have been wished for. */
  public boolean stopWished() {
    return line.stopWished();
  }

  /** Why this task must give up, or empty while it need not. */
  public Optional<String> aborted() {
    return Optional.ofNullable(line.abortReason());
  }

  @Override
  public void close() {
    line.close();
  }
}
