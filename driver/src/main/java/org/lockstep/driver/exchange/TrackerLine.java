package org.lockstep.driver.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.FrameReader;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.MessageReader;
import org.lockstep.driver.exchange.wire.ProtocolException;
import org.lockstep.driver.exchange.wire.Quietly;
import org.lockstep.driver.exchange.wire.Wire;

/**
 * The thread at a task's end of the connection to the tracker. It alone touches the socket, so that
 * an interrupted task does not lose the connection over which it tells why it ends.
 */
final class TrackerLine implements AutoCloseable {
  private static final long MAX_WAITING_BYTES = 4L << 20;
  private static final int MAX_ROSTER_BYTES = 1 << 28;
  private static final int MAX_REASON_BYTES = 8192;
  private static final long TICK_MILLIS = 50;

  private final Wire wire;
  private final Selector selector = Selector.open();
  private final SelectionKey key;
  private final FrameReader reader;
  private final OutgoingFrames outgoing;
  private final Thread thread;
  private final Object lock = new Object();
  private final Deque<OutgoingFrames.Frame> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean idle = true;
  private boolean saveWished;
  private volatile boolean stopWished;
  private volatile String abortReason;
  private volatile Roster roster;
  private volatile boolean closed;

  TrackerLine(Wire wire, int attempt, int partition) throws IOException {
    this.wire = wire;
    key = wire.channel().register(selector, SelectionKey.OP_READ);
    reader = new FrameReader(attempt, Introduction.DRIVER, MAX_ROSTER_BYTES);
    outgoing = new OutgoingFrames(attempt, partition);
    thread = new Thread(this::run, "lockstep-tracker-line-" + partition);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        boolean all = write();
        key.interestOps(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        selector.select(TICK_MILLIS);
        selector.selectedKeys().clear();
        while (reader.read(wire) >= 0 && reader.complete()) {
          hear(reader.kind(), reader.payload());
        }
      }
    } catch (IOException | RuntimeException e) {
      end("the connection to the driver was lost: " + e.getMessage());
    } finally {
      end("the connection to the driver is closed");
      Quietly.close(wire);
      Quietly.close(selector);
    }
  }

  /** Whether everything has reached the socket. */
  private boolean write() throws IOException {
    synchronized (lock) {
      for (OutgoingFrames.Frame frame = waiting.poll(); frame != null; frame = waiting.poll()) {
        outgoing.add(frame);
      }
    }
    outgoing.write(wire);
    boolean all = outgoing.empty(wire);
    synchronized (lock) {
      if (all && waiting.isEmpty()) {
        waitingBytes = 0;
        idle = true;
        lock.notifyAll();
      }
      return all && waiting.isEmpty();
    }
  }

  private void hear(FrameKind kind, ByteBuffer payload) throws IOException {
    synchronized (lock) {
      switch (kind) {
        case ROSTER -> roster = Roster.decode(payload);
        case SAVE -> saveWished = true;
        case STOP -> stopWished = true;
        case ABORT -> {
          MessageReader in = new MessageReader(payload);
          end(in.text("reason", MAX_REASON_BYTES));
        }
        default -> throw new ProtocolException("the tracker must not send " + kind);
      }
      lock.notifyAll();
    }
  }

  private void end(String reason) {
    synchronized (lock) {
      if (abortReason == null) {
        abortReason = reason;
      }
      lock.notifyAll();
    }
  }

  /** Hands a frame over; waits while too much is on its way. */
  void send(OutgoingFrames.Frame frame) throws IOException {
    synchronized (lock) {
      while (waitingBytes > MAX_WAITING_BYTES && !closed && thread.isAlive()) {
        pause();
      }
      if (closed || !thread.isAlive()) {
        throw new IOException(abortReason);
      }
      waiting.add(frame);
      waitingBytes += frame.payload().remaining();
      idle = false;
    }
    selector.wakeup();
  }

  /** Waits until all has reached the socket. */
  void flush(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    synchronized (lock) {
      while (!idle && thread.isAlive() && System.nanoTime() - deadline < 0) {
        try {
          lock.wait(TICK_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true; // last words are short: say them, then pass the interrupt on
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Roster awaitRoster(BooleanSupplier cancelled) throws IOException {
    synchronized (lock) {
      while (roster == null) {
        if (abortReason != null) {
          throw new IOException(abortReason);
        }
        if (cancelled.getAsBoolean()) {
          throw new InterruptedIOException("cancelled while waiting for the other tasks");
        }
        pause();
      }
      return roster;
    }
  }

  private void pause() throws InterruptedIOException {
    try {
      lock.wait(TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the driver's tracker");
    }
  }

  Roster roster() {
    return roster;
  }

  boolean takeSave() {
    synchronized (lock) {
      boolean wished = saveWished;
      saveWished = false;
      return wished;
    }
  }

  boolean stopWished() {
    return stopWished;
  }

  String abortReason() {
    return abortReason;
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
