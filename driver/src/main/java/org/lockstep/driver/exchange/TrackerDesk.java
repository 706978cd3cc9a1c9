package org.lockstep.driver.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.Guest;
import org.lockstep.driver.exchange.wire.ProtocolException;
import org.lockstep.driver.exchange.wire.Quietly;
import org.lockstep.driver.exchange.wire.WaitingRoom;

/** The tracker's thread: one selector over the listener and all tasks. */
final class TrackerDesk implements Runnable {
  /** Strangers beyond one seat for each task. */
  private static final int EXTRA_SEATS = 64;

  private static final long TICK_MILLIS = 50;

  private static final String NO_ROOM =
      "the driver must have memory for what rank 0 reports (spark.driver.memory,"
          + " --driver-memory). Received: OutOfMemoryError, ";

  private final Attempt attempt;
  private final ExchangeLimits limits;
  private final TrackerListener listener;
  private final Consumer<Cause> onFailure;
  private final Selector selector = Selector.open();
  private final WaitingRoom room;
  private final Attendance attendance;
  private final FirstCause firstCause = new FirstCause();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final List<FrameKind> wishes = new ArrayList<>();
  private volatile Roster roster;
  private volatile boolean closed;
  private volatile long strangers;
  private volatile Set<String> holding = Set.of();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private volatile boolean toldToEnd;
  private long decideAt;
  private boolean over;

  /** Reports are for nobody any more. */
  private boolean deaf;

  TrackerDesk(
      ServerSocketChannel socket,
      Attempt attempt,
      int tasks,
      ExchangeLimits limits,
      TrackerListener listener,
      Consumer<Cause> onFailure)
      throws IOException {
    this.attempt = attempt;
    this.limits = limits;
    this.listener = listener;
    this.onFailure = onFailure;
    attendance = new Attendance(tasks, limits);
    room =
        new WaitingRoom(
            selector, socket, attempt, attendance, limits.handshake(), tasks + EXTRA_SEATS);
  }

  Roster roster() {
    return roster;
  }

  long strangers() {
    return strangers;
  }

  /** The JVMs of tasks that were told to give up and have not; null before they were told. */
  Set<String> holding() {
    return toldToEnd ? holding : null;
  }

  /** The JVMs of tasks whose lines broke without a word. */
  Set<String> lost() {
    return Set.copyOf(lost);
  }

  void command(FrameKind kind) {
    later(
        () -> {
          wishes.add(kind);
          passWishesOn();
        });
  }

  /** Once there is a roster: its first rank hears them. */
  private void passWishesOn() {
    if (roster != null) {
      TrackedTask first = attendance.ofPartition(roster.ranks().get(0).leader());
      wishes.forEach(wish -> first.send(wish, ByteBuffer.allocate(0)));
      wishes.clear();
    }
  }

  void abort(String reason) {
    later(() -> end(reason));
  }

  private void later(Runnable command) {
    commands.add(command);
    selector.wakeup();
  }

  void close() {
    closed = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        turn();
      }
    } catch (IOException | RuntimeException e) {
      conclude(new Cause(-1, "", "the driver's tracker failed: " + e));
    } catch (OutOfMemoryError e) {
      conclude(new Cause(-1, "", NO_ROOM + e.getMessage()));
    } finally {
      sayLastWords();
      room.close();
      attendance.tasks().forEach(TrackedTask::leave);
      Quietly.close(selector);
    }
  }

  /** What was told before closing still goes out, as far as the sockets take it. */
  private void sayLastWords() {
    runCommands();
    attendance.tasks().forEach(TrackedTask::sayLastWords);
  }

  private void runCommands() {
    for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
      command.run();
    }
  }

  private void turn() throws IOException {
    selector.select(TICK_MILLIS);
    selector.selectedKeys().clear();
    runCommands();
    for (Guest guest : room.attend()) {
      seat(guest);
    }
    strangers = room.sentAway();
    boolean more = true;
    while (more && !closed) {
      more = false;
      for (TrackedTask task : attendance.tasks()) {
        more |= !task.gone() && work(task);
      }
    }
    long now = System.nanoTime();
    watchClocks(now);
    sendAll();
    noteWhoHoldsOn();
  }

  /**
   * What one task said may be a message for another whose turn was before it: not to wait a tick.
   */
  private void sendAll() {
    for (TrackedTask task : attendance.tasks()) {
      try {
        if (!task.gone()) {
          task.write();
        }
      } catch (IOException e) {
        lose(task, e.getMessage());
      }
    }
  }

  private void noteWhoHoldsOn() {
    if (over) {
      holding =
          attendance.tasks().stream()
              .filter(TrackedTask::holdsOn)
              .map(task -> task.join().jvm())
              .collect(Collectors.toUnmodifiableSet());
      toldToEnd = true;
    }
  }

  private void seat(Guest guest) throws IOException {
    SocketChannel channel = guest.wire().channel();
    String host = ((InetSocketAddress) channel.getRemoteAddress()).getAddress().getHostAddress();
    int partition = guest.introduction().from();
    if (attendance.ofPartition(partition) != null) {
      Quietly.close(guest.wire()); // two proved the same place at once: the first keeps it
      return;
    }
    SelectionKey key = channel.keyFor(selector);
    Member member = new Member(-1, partition, host);
    attendance.seat(new TrackedTask(guest.wire(), key, attempt.number(), member));
  }

  private boolean work(TrackedTask task) {
    try {
      return task.work(this::frame, over || listener.hasRoom());
    } catch (IOException e) {
      lose(task, e.getMessage());
      return false;
    }
  }

  private void frame(TrackedTask task, FrameKind kind, boolean last, ByteBuffer payload)
      throws IOException {
    switch (kind) {
      case JOIN -> join(task, Join.decode(payload));
      case REPORT -> {
        if (!payload.hasRemaining()) {
          throw new ProtocolException("a report must have a kind");
        }
        deaf |= over && !listener.hasRoom();
        if (!deaf) {
          byte what = payload.get();
          listener.reported(task.member(), what, payload, last);
        }
      }
      case FAILURE -> {
        FailureReport report = FailureReport.decode(payload);
        firstCause.failed(task.member(), report);
        boolean own = report.kind() == FailureReport.Kind.OWN;
        decideAfter(own ? 0 : limits.grace().toNanos());
      }
      case FINISHED -> task.finish();
      default -> throw new ProtocolException("a task must not send " + kind);
    }
  }

  private void join(TrackedTask task, Join join) throws ProtocolException {
    if (task.join() != null || join.partition() != task.member().partition()) {
      throw new ProtocolException("a task must join once, as the partition that it proved");
    }
    task.joined(join);
    attendance.joined();
    if (over) {
      task.abort("the attempt has ended");
    } else if (attendance.complete()) {
      meet();
    }
  }

  private void meet() throws ProtocolException {
    List<Join> joins = new ArrayList<>();
    attendance.tasks().forEach(task -> joins.add(task.join()));
    Roster all;
    try {
      all = Roster.of(joins);
    } catch (ProtocolException e) {
      conclude(new Cause(-1, "", e.getMessage()));
      return;
    }
    for (TrackedTask task : attendance.tasks()) {
      task.ranked(all.ofPartition(task.member().partition()).number());
      task.send(FrameKind.ROSTER, all.encode());
    }
    roster = all;
    passWishesOn();
    listener.joined(all);
  }

  private void lose(TrackedTask task, String how) {
    task.leave();
    if (task.finished()) {
      return;
    }
    boolean wordless = !firstCause.hasReported(task.member());
    firstCause.lost(task.member(), how);
    decideAfter((wordless ? limits.graceAfterLoss() : limits.grace()).toNanos());
    if (wordless && task.join() != null) {
      lost.add(task.join().jvm());
    }
  }

  private boolean allHaveSpoken() {
    return attendance.tasks().stream()
        .allMatch(task -> task.finished() || firstCause.isOver(task.member()));
  }

  private void decideAfter(long nanos) {
    long at = System.nanoTime() + nanos;
    if (decideAt == 0 || at - decideAt < 0) {
      decideAt = at;
    }
  }

  private void watchClocks(long now) {
    if (over) {
      return;
    }
    for (TrackedTask task : attendance.tasks()) {
      String overdue = task.gone() ? null : task.overdue(now, limits);
      if (overdue != null) {
        task.fellSilent();
        lose(task, overdue);
      }
    }
    String missing = attendance.missing(now);
    if (missing != null && !firstCause.any()) {
      conclude(new Cause(-1, "", missing));
    } else if (firstCause.any() && (now - decideAt >= 0 || allHaveSpoken())) {
      conclude(firstCause.decide(roster));
    }
  }

  private void conclude(Cause cause) {
    if (!over) {
      end(cause.sentence());
      onFailure.accept(cause);
      listener.failed(cause);
    }
  }

  private void end(String reason) {
    over = true;
    for (TrackedTask task : attendance.tasks()) {
      task.abort(reason);
    }
  }
}
