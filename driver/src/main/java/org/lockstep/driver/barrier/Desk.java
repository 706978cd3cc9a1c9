package org.lockstep.driver.barrier;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where an attempt's reports wait, in the driver's process, for the thread that tells them. Tasks
 * in the same process find it by the attempt's key.
 */
final class Desk implements AutoCloseable {
  private static final Map<AttemptKey, Desk> OPEN = new ConcurrentHashMap<>();

  private final AttemptKey key;
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

  private Desk(AttemptKey key) {
    this.key = key;
  }

  static Desk open(AttemptKey key) {
    Desk desk = new Desk(key);
    OPEN.put(key, desk);
    return desk;
  }

  /**
   * The attempt's desk.
   *
   * @throws StoppedException if the attempt is over
   */
  static Desk find(AttemptKey key) {
    Desk desk = OPEN.get(key);
    if (desk == null) {
      throw new StoppedException(key + " is over", null);
    }
    return desk;
  }

  void put(Report report) {
    reports.add(report);
  }

  /** The oldest report, or null if none comes in that time. */
  Report next(long millis) throws InterruptedException {
    return reports.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    OPEN.remove(key, this);
  }

  /** Desks of this JVM that are open. */
  static int openDesks() {
    return OPEN.size();
  }
}
