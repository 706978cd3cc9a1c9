package org.lockstep.driver.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.Quietly;

/**
 * Where the tasks of one attempt meet: on the driver, one an attempt. Tasks prove the token, join,
 * and get the roster when all are here; then they report upwards and hear commands. Runs on a
 * thread of its own until it is closed.
 *
 * <p>When the first thing goes wrong it waits a short grace for the true cause to arrive, tells
 * every task to give up, and then the listener.
 */
public final class Tracker implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final long CLOSING_MILLIS = 2000;
  private static final long LOOK_MILLIS = 20;

  private final Invitation invitation;
  private final TrackerDesk desk;
  private final Thread thread;
  private final CountDownLatch failed = new CountDownLatch(1);
  private volatile Cause cause;

  /**
   * Binds to a free port and starts.
   *
   * @param address the driver's
   * @param tasks of the barrier stage, ≥ 1
   * @throws IOException if the address cannot be bound
   */
  public Tracker(
      TrackerAddress address,
      Attempt attempt,
      int tasks,
      ExchangeLimits limits,
      TrackerListener listener)
      throws IOException {
    if (tasks < 1 || tasks > Join.MAX_TASKS) {
      throw new IllegalArgumentException(
          "tasks must be 1 to " + Join.MAX_TASKS + ". Received: " + tasks);
    }
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.bind(new InetSocketAddress(address.bind(), 0), BACKLOG);
      socket.configureBlocking(false);
      int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
      invitation = new Invitation(attempt, address.host(), port, limits);
      desk = new TrackerDesk(socket, attempt, tasks, limits, listener, this::fail);
    } catch (IOException | RuntimeException e) {
      Quietly.close(socket);
      throw e;
    }
    thread = new Thread(desk, "lockstep-tracker-" + attempt.number());
    thread.setDaemon(true);
    thread.start();
  }

  private void fail(Cause first) {
    cause = first;
    failed.countDown();
  }

  /** For the closure of this attempt's stage. */
  public Invitation invitation() {
    return invitation;
  }

  /** The roster, once all have joined. */
  public Optional<Roster> roster() {
    return Optional.ofNullable(desk.roster());
  }

  /** The first cause, once the attempt has failed and it is decided. */
  public Optional<Cause> cause() {
    return Optional.ofNullable(cause);
  }

  /** Waits for the first cause: after the stage has failed, a little longer than the grace. */
  public Optional<Cause> awaitCause(Duration patience) throws InterruptedException {
    failed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    return cause();
  }

  /** Wishes for a checkpoint; rank 0 hears it and has all ranks agree. */
  public void save() {
    desk.command(FrameKind.SAVE);
  }

  /** Wishes for a checkpoint and the end. */
  public void stop() {
    desk.command(FrameKind.STOP);
  }

  /** Tells every task to give up; what they then report is no cause. */
  public void abort(String reason) {
    desk.abort(reason);
  }

  /**
   * Waits for the tasks to give up after {@link #abort}.
   *
   * @return the JVMs, as {@link Join#jvm} names them, whose tasks have not done so by then
   */
  public Set<String> awaitLeave(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<String> holding = desk.holding();
    while ((holding == null || !holding.isEmpty()) && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK_MILLIS);
      holding = desk.holding();
    }
    return holding == null ? Set.of() : holding;
  }

  /** The JVMs, as {@link Join#jvm} names them, whose tasks broke off without a word. */
  public Set<String> lost() {
    return desk.lost();
  }

  /** Callers that proved nothing and were sent away. */
  public long strangers() {
    return desk.strangers();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    desk.close();
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
