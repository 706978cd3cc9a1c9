package org.lockstep.driver.flow;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.lockstep.driver.job.FeatureSection;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.trial.SharedRows;
import org.lockstep.trainer.data.ClassWeight;

/**
 * Rows as trials train on them: prepared once for each feature setting and division, by whoever
 * needs them first, and shared by all trials with that setting. Only where they do not fit beside
 * each other is something given back that no trial uses, and prepared anew when one does: first
 * what has not been used for longest.
 */
final class DivisionRows implements AutoCloseable {
  private final BiFunction<JobSpec, Integer, Prepared> prepare;
  private final long mostBytes;

  /** In the order in which they were last used. */
  private final Map<Key, CompletableFuture<Prepared>> rows = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Key, Integer> users = new HashMap<>();

  /**
   * Prepared rows.
   *
   * @param shared where they were sent to every executor; else they lie on the cluster
   * @param bytes that they take, about
   * @param free gives them back
   */
  record Prepared(PreparedData data, Optional<SharedRows> shared, long bytes, Runnable free) {}

  /** All that prepared rows depend on, besides the data. */
  private record Key(FeatureSection features, ClassWeight classWeight, int part) {}

  /**
   * @param prepare of a job and a division
   * @param mostBytes of all rows that are kept, unless trials use more at once
   */
  DivisionRows(BiFunction<JobSpec, Integer, Prepared> prepare, long mostBytes) {
    this.prepare = prepare;
    this.mostBytes = mostBytes;
  }

  /** The rows of a job's features and a division; to be {@link #release}d. */
  Prepared take(JobSpec job, int part) {
    Key key = key(job, part);
    CompletableFuture<Prepared> future;
    boolean mine = false;
    synchronized (rows) {
      future = rows.get(key);
      if (future == null) {
        future = new CompletableFuture<>();
        rows.put(key, future);
        mine = true;
      }
      users.merge(key, 1, Integer::sum);
    }
    if (mine) {
      try {
        future.complete(prepare.apply(job, part));
      } catch (RuntimeException e) {
        synchronized (rows) {
          rows.remove(key);
        }
        future.completeExceptionally(e);
      }
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      release(job, part);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** A trial is done with them. */
  void release(JobSpec job, int part) {
    synchronized (rows) {
      users.merge(key(job, part), -1, Integer::sum);
      long bytes = rows.values().stream().mapToLong(DivisionRows::bytes).sum();
      var entries = rows.entrySet().iterator();
      while (bytes > mostBytes && entries.hasNext()) {
        Map.Entry<Key, CompletableFuture<Prepared>> entry = entries.next();
        if (users.getOrDefault(entry.getKey(), 0) == 0 && isPrepared(entry.getValue())) {
          bytes -= bytes(entry.getValue());
          entry.getValue().join().free().run();
          entries.remove();
        }
      }
    }
  }

  private static boolean isPrepared(CompletableFuture<Prepared> rows) {
    return rows.isDone() && !rows.isCompletedExceptionally();
  }

  /** Of rows that are under way nothing is known yet. */
  private static long bytes(CompletableFuture<Prepared> rows) {
    return isPrepared(rows) ? rows.join().bytes() : 0;
  }

  /** Whether two jobs see the same rows of their divisions. */
  static boolean same(JobSpec one, int part, JobSpec other, int otherPart) {
    return key(one, part).equals(key(other, otherPart));
  }

  private static Key key(JobSpec job, int part) {
    return new Key(job.features(), job.classWeight(), part);
  }

  @Override
  public void close() {
    synchronized (rows) {
      rows.values().stream()
          .filter(DivisionRows::isPrepared)
          .forEach(each -> each.join().free().run());
      rows.clear();
    }
  }
}
