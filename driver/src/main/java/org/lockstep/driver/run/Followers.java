package org.lockstep.driver.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Those who follow a run, in a thread of their own: a slow server delays no epoch. One that fails
 * is warned of once and not called again.
 */
public final class Followers {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final List<Follower> followers;
  private final Consumer<String> warn;
  private final int patienceSeconds;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "lockstep-followers");
            made.setDaemon(true);
            return made;
          });
  private long told = System.nanoTime() - EVERY_NANOS;

  /**
   * @param warn how the run says what a follower could not do
   * @param patienceSeconds how long the run's end waits for them
   */
  public Followers(List<Follower> followers, Consumer<String> warn, int patienceSeconds) {
    this.followers = new CopyOnWriteArrayList<>(followers);
    this.warn = warn;
    this.patienceSeconds = patienceSeconds;
  }

  /** Nobody. */
  public static Followers none() {
    return new Followers(List.of(), sentence -> {}, 0);
  }

  /** There is something new; returns at once, and passes it on every few seconds. */
  public void news() {
    boolean due = System.nanoTime() - told >= EVERY_NANOS;
    if (!followers.isEmpty() && due && busy.compareAndSet(false, true)) {
      told = System.nanoTime();
      thread.execute(
          () -> {
            each(Follower::follow);
            busy.set(false);
          });
    }
  }

  /** The run has ended: they get their time for the rest. */
  public void ended(boolean done) {
    thread.execute(() -> each(follower -> follower.ended(done)));
    thread.shutdown();
    try {
      if (!followers.isEmpty() && !thread.awaitTermination(patienceSeconds, TimeUnit.SECONDS)) {
        warn.accept("%d s were not enough to tell others of the run".formatted(patienceSeconds));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Work {
    void on(Follower follower) throws IOException;
  }

  private void each(Work work) {
    for (Follower follower : followers) {
      try {
        work.on(follower);
      } catch (IOException | RuntimeException e) {
        followers.remove(follower);
        LoggerFactory.getLogger(Followers.class).warn("{} failed", follower.name(), e);
        warn.accept(follower.name() + ": " + e.getMessage() + "; the run goes on without it");
      }
    }
  }
}
