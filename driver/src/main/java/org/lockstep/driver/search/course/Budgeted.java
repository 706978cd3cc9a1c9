package org.lockstep.driver.search.course;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.lockstep.driver.search.spec.BudgetSpec;
import org.lockstep.driver.search.strategy.Ahead;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;

/**
 * A strategy that stops giving tasks out when its budget is spent; those under way end and count.
 * Patience is counted in results as they are consumed, and so depends on no clock.
 */
final class Budgeted implements Strategy {
  private static final double SECONDS = 60;

  private final Strategy strategy;
  private final BudgetSpec budget;
  private final DoubleSupplier elapsedSeconds;
  private final int known;
  private final Deque<Task> open = new ArrayDeque<>();
  private int given;
  private int withoutBetter;
  private double best = Double.NEGATIVE_INFINITY;
  private String reason = "";

  /**
   * @param elapsedSeconds of the search, over all its resumptions
   * @param known tasks that had been given out before: no clock takes them back
   */
  Budgeted(Strategy strategy, BudgetSpec budget, DoubleSupplier elapsedSeconds, int known) {
    this.strategy = strategy;
    this.budget = budget;
    this.elapsedSeconds = elapsedSeconds;
    this.known = known;
  }

  @Override
  public Optional<Task> next() {
    if (spent()) {
      return Optional.empty();
    }
    Optional<Task> task = strategy.next();
    task.ifPresent(
        each -> {
          given++;
          open.add(each);
        });
    return task;
  }

  @Override
  public void consume(Result result) {
    open.remove();
    if (result.score() > best) {
      best = result.score();
      withoutBetter = 0;
    } else {
      withoutBetter++;
    }
    if (!spent() && budget.patience() > 0 && withoutBetter >= budget.patience()) {
      reason = "%d trials in a row were not better than the best".formatted(withoutBetter);
    }
    strategy.consume(result);
  }

  /** Once the budget is spent, the tasks under way. */
  @Override
  public Ahead ahead() {
    return spent() ? underWay() : strategy.ahead();
  }

  /** Tasks that end and count, whatever the budget. */
  Ahead underWay() {
    return new Ahead(
        open.stream().map(task -> List.of(new Ahead.Stage(1, task.epochs()))).toList());
  }

  /** Until no more tasks are given out; empty without a budget of minutes. */
  OptionalDouble secondsToSpend() {
    return budget.minutes() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, budget.minutes() * SECONDS - elapsedSeconds.getAsDouble()));
  }

  @Override
  public boolean finished() {
    return strategy.finished() || spent() && open.isEmpty();
  }

  /** Why no more tasks were given out; empty if all were. */
  Optional<String> reason() {
    return spent() ? Optional.of(reason) : Optional.empty();
  }

  private boolean spent() {
    if (reason.isEmpty()
        && given >= known
        && budget.minutes() > 0
        && elapsedSeconds.getAsDouble() >= budget.minutes() * SECONDS) {
      reason = "the budget of %s minutes was spent".formatted(budget.minutes());
    }
    return !reason.isEmpty();
  }
}
