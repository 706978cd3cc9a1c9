package org.lockstep.driver.barrier;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.exchange.MeshListener;
import org.lockstep.driver.exchange.wire.Attempt;

/**
 * Where the barrier tasks of one JVM meet: each hands over its shards; one leads, the others wait
 * until it has ended. Meetings are kept by run and attempt, so several runs share a process, and a
 * late task of a dead attempt meets nobody.
 */
final class Meeting implements AutoCloseable {
  /** Names this JVM among those of the cluster. */
  static final String JVM = UUID.randomUUID().toString();

  private static final Map<String, Meeting> OPEN = new HashMap<>();
  private static final long LOOK_MILLIS = 50;

  private final String key;
  private final MeshListener listener;
  private final SortedMap<Integer, List<WorkerShards>> shards = new TreeMap<>();
  private int inside;
  private boolean ended;
  private boolean broken;

  private Meeting(String key, MeshListener listener) {
    this.key = key;
    this.listener = listener;
  }

  /**
   * Enters the attempt's meeting in this JVM; to be closed on leaving.
   *
   * @param address where the JVM shall listen for others
   * @param mine the task's shards
   */
  static Meeting enter(Attempt attempt, InetAddress address, int partition, List<WorkerShards> mine)
      throws IOException {
    String key = attempt.run() + "/" + attempt.number();
    synchronized (OPEN) {
      Meeting meeting = OPEN.get(key);
      if (meeting == null) {
        meeting = new Meeting(key, MeshListener.open(address));
        OPEN.put(key, meeting);
      }
      meeting.add(partition, mine);
      return meeting;
    }
  }

  private synchronized void add(int partition, List<WorkerShards> mine) {
    shards.put(partition, mine);
    inside++;
  }

  /** Where this JVM listens for the other ranks. */
  MeshListener listener() {
    return listener;
  }

  /** The shards of all tasks that have entered, in the order of their workers. */
  synchronized List<WorkerShards> all() {
    List<WorkerShards> all = new ArrayList<>();
    shards.values().forEach(all::addAll);
    return all;
  }

  /**
   * For those who do not lead: returns when the leader has ended.
   *
   * @param cancelled looked up while waiting
   * @return whether all went well; false if a task of this JVM failed or {@code cancelled}
   */
  synchronized boolean awaitEnd(BooleanSupplier cancelled) {
    while (!ended && !broken && !cancelled.getAsBoolean()) {
      try {
        wait(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return ended;
  }

  /** Whether a task of this JVM has failed. */
  synchronized boolean isBroken() {
    return broken;
  }

  /** The leader has ended. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** A task fails, and with it this JVM's others. */
  synchronized void fail() {
    broken = true;
    notifyAll();
  }

  /** Leaves; the last one forgets the meeting. */
  @Override
  public void close() {
    synchronized (OPEN) {
      if (isLast()) {
        OPEN.remove(key);
        listener.close();
      }
    }
  }

  private synchronized boolean isLast() {
    inside--;
    return inside == 0;
  }

  /** Meetings of this JVM that somebody is in. */
  static int open() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }
}
