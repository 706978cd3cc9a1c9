package org.lockstep.driver.search.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Runs a strategy as a cluster does whose tasks end in any order: of the tasks under way a seeded
 * random one ends next.
 */
public final class ShuffledSlots {

  private ShuffledSlots() {}

  /** The results in the order of their tasks. */
  public static List<Result> run(
      Strategy strategy, int width, long seed, Function<Task, Result> work) {
    Random random = new Random(seed);
    Turnstile turnstile = new Turnstile(strategy, width);
    List<Result> results = new ArrayList<>();
    List<Task> running = new ArrayList<>(turnstile.start());
    while (!running.isEmpty()) {
      if (running.size() > width) {
        throw new AssertionError(running.size() + " tasks under way, width " + width);
      }
      Result result = work.apply(running.remove(random.nextInt(running.size())));
      results.add(result);
      running.addAll(turnstile.finish(result));
    }
    if (!strategy.finished()) {
      throw new AssertionError("nothing under way and not finished");
    }
    results.sort((a, b) -> Integer.compare(a.task().number(), b.task().number()));
    return results;
  }
}
