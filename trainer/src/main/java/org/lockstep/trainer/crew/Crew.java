package org.lockstep.trainer.crew;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A fixed crew of threads that all do one piece of work at a time, the caller among them. Pieces
 * last microseconds, so whoever waits looks again and again for a while ({@link Watch}) before it
 * sleeps. Nothing is allocated for a piece.
 */
public final class Crew implements AutoCloseable {
  private final Thread[] others;
  private final Watch[] watches;
  private final AtomicInteger busy = new AtomicInteger();
  private IntConsumer work;
  private volatile int piece;
  private volatile boolean closed;
  private volatile Throwable failure;
  private volatile Thread caller;

  /**
   * @param members at least 1, the caller
   */
  public Crew(int members) {
    if (members < 1) {
      throw new IllegalArgumentException("threads must be >= 1. Received: " + members);
    }
    others = new Thread[members - 1];
    // More members than processors: who looks keeps others from working.
    boolean crowded = members > Runtime.getRuntime().availableProcessors();
    watches = new Watch[members];
    for (int member = 0; member < members; member++) {
      watches[member] = new Watch(crowded);
    }
  }

  public int members() {
    return others.length + 1;
  }

  /**
   * Runs {@code work} once per member, at the same time, and returns when all have finished.
   *
   * @param work is given the member's number; the caller is 0
   */
  public void run(IntConsumer work) {
    if (others.length == 0) {
      work.accept(0);
      return;
    }
    start();
    this.work = work;
    caller = Thread.currentThread();
    busy.set(others.length);
    piece++;
    for (Thread other : others) {
      LockSupport.unpark(other);
    }
    Throwable own = null;
    try {
      work.accept(0);
    } catch (Throwable thrown) {
      own = thrown;
    }
    Watch watch = watches[0];
    for (watch.begin(System.nanoTime()); busy.get() > 0; ) {
      rest(watch);
    }
    watch.end();
    rethrow(own == null ? failure : own);
  }

  private void rethrow(Throwable thrown) {
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown != null) {
      throw new IllegalStateException(thrown);
    }
  }

  private static void rest(Watch watch) {
    if (watch.looks(System.nanoTime())) {
      Thread.onSpinWait();
    } else {
      LockSupport.park();
    }
  }

  private void start() {
    for (int i = 0; i < others.length; i++) {
      if (others[i] == null) {
        int member = i + 1;
        others[i] = new Thread(() -> follow(member), "lockstep-worker-" + member);
        others[i].setDaemon(true);
        others[i].start();
      }
    }
  }

  private void follow(int member) {
    Watch watch = watches[member];
    int done = 0;
    while (!closed) {
      for (watch.begin(System.nanoTime()); piece == done && !closed; ) {
        rest(watch);
      }
      watch.end();
      if (closed) {
        return;
      }
      done++;
      try {
        work.accept(member);
      } catch (Throwable thrown) {
        failure = thrown;
      }
      if (busy.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  /** Ends the threads; the crew is not used again. */
  @Override
  public void close() {
    closed = true;
    for (Thread other : others) {
      LockSupport.unpark(other);
    }
  }
}
