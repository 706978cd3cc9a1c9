package org.lockstep.driver.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Models trained in threads of their own: a fit is hundreds of short Spark jobs, and while one
 * waits for the scheduler another computes.
 */
final class SideBySide {
  private SideBySide() {}

  /**
   * Trains them.
   *
   * @param threads at once
   * @return in the order of the fits
   */
  static List<Baseline> train(List<Callable<Baseline>> fits, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Baseline> all = new ArrayList<>();
      for (Future<Baseline> each : pool.invokeAll(fits)) {
        all.add(each.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("simpler models were interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a simpler model failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
