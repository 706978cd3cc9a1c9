package org.lockstep.driver.search.course;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.ledger.Ledger;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.Turnstile;

/**
 * Runs a search: every task's trainings, one a division, go to slots; what comes back is written
 * into the ledger first; a task's result goes to the strategy in the order of the tasks. What the
 * ledger knows is not trained again.
 */
public final class Course {
  private static final double NANOS = 1e9;

  private final SearchSpec search;
  private final Direction direction;
  private final Slots slots;
  private final Ledger ledger;
  private final CourseListener listener;
  private final Budgeted strategy;
  private final Turnstile turnstile;
  private final Pace pace;
  private final Standings standings = new Standings();
  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private final Map<Integer, Task> underWay = new HashMap<>();
  private final Map<Integer, Trial> early = new HashMap<>();
  private final long began = System.nanoTime();
  private int running;
  private int told;
  private boolean stopped;

  /** A piece, or what keeps all of them from coming. */
  private record Arrival(Piece piece, Optional<RuntimeException> trouble) {}

  /**
   * @param direction of the search's metric
   */
  public Course(
      SearchSpec search,
      Direction direction,
      Strategy strategy,
      Slots slots,
      Ledger ledger,
      CourseListener listener) {
    this.search = search;
    this.direction = direction;
    this.slots = slots;
    this.ledger = ledger;
    this.listener = listener;
    this.strategy = new Budgeted(strategy, search.budget(), this::elapsed, ledger.given());
    this.turnstile = new Turnstile(this.strategy, search.width());
    this.pace = new Pace(search.judge().parts());
  }

  /** Runs it to its end. */
  public Standings run() throws InterruptedException {
    begin(turnstile.start());
    slots.go();
    while (!underWay.isEmpty()) {
      Arrival arrival = arrived.take();
      if (arrival.trouble().isPresent()) {
        throw arrival.trouble().get();
      }
      take(arrival.piece());
      slots.go();
    }
    return standings;
  }

  /**
   * From now on nothing begins and nobody is told of anything; what still ends well is kept in the
   * ledger, and what fails is a cluster on its way out.
   */
  public synchronized void stop() {
    stopped = true;
  }

  /** Why it ended before the last trial; empty if it did not. */
  public Optional<String> stopReason() {
    return strategy.reason();
  }

  /** Seconds of this search, over all its resumptions. */
  public double elapsed() {
    return ledger.elapsed() + here();
  }

  private double here() {
    return (System.nanoTime() - began) / NANOS;
  }

  /** About how many seconds are left; empty before a training has ended here. */
  private OptionalDouble left() {
    double here = here();
    OptionalDouble all = pace.left(strategy.ahead(), here);
    OptionalDouble budget = strategy.secondsToSpend();
    if (all.isEmpty() || budget.isEmpty()) {
      return all;
    }
    double underWay = pace.left(strategy.underWay(), here).orElseThrow();
    return OptionalDouble.of(Math.min(all.getAsDouble(), Math.max(budget.getAsDouble(), underWay)));
  }

  private void begin(List<Task> first) {
    Deque<Task> tasks = new ArrayDeque<>(first);
    while (!tasks.isEmpty()) {
      Task task = tasks.remove();
      ledger.given(task);
      underWay.put(task.number(), task);
      for (int part = 0; part < search.judge().parts(); part++) {
        if (ledger.piece(task.number(), part).isEmpty()) {
          start(task, part);
        }
      }
      tasks.addAll(endIfComplete(task));
    }
  }

  private void start(Task task, int part) {
    running++;
    listener.began(running);
    int attempt = ledger.attempts(task.number(), part) + 1;
    slots.start(
        task,
        part,
        attempt,
        new Slots.Arrivals() {
          @Override
          public void done(Piece piece) {
            arrived.add(new Arrival(piece, Optional.empty()));
          }

          @Override
          public void broken(RuntimeException why) {
            arrived.add(new Arrival(null, Optional.of(why)));
          }
        });
  }

  private synchronized void take(Piece piece) {
    if (stopped) {
      if (piece.failure().isEmpty()) {
        ledger.add(piece);
      }
      return;
    }
    running--;
    Task task = underWay.get(piece.task());
    ledger.add(piece);
    pace.ended(task, piece);
    if (!piece.last()) {
      listener.retried(task.trial(), piece);
      start(task, piece.part());
      return;
    }
    slots.settled(task, piece.part());
    begin(endIfComplete(task));
  }

  /** Tells of tasks in their order, as the strategy hears of them. */
  private List<Task> endIfComplete(Task task) {
    List<Piece> pieces = new ArrayList<>();
    for (int part = 0; part < search.judge().parts(); part++) {
      ledger.piece(task.number(), part).ifPresent(pieces::add);
    }
    if (pieces.size() < search.judge().parts()) {
      return List.of();
    }
    Trial trial = trial(task, pieces);
    ledger.ended(trial.result(), elapsed());
    underWay.remove(task.number());
    early.put(task.number(), trial);
    List<Task> more = turnstile.finish(trial.result());
    while (early.containsKey(told)) {
      Trial next = early.remove(told++);
      standings.add(next);
      listener.ended(next, standings, running, left());
    }
    return more;
  }

  private Trial trial(Task task, List<Piece> pieces) {
    double seconds = pieces.stream().mapToDouble(Piece::seconds).sum();
    Optional<String> failure =
        pieces.stream()
            .filter(piece -> piece.failure().isPresent())
            .findFirst()
            .map(piece -> words(piece, piece.failure().get()));
    if (failure.isPresent()) {
      return new Trial(Result.failed(task, failure.get(), seconds), List.of(), pieces);
    }
    List<Double> values =
        pieces.stream().map(piece -> piece.scores().get(search.metric())).toList();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null || values.get(i).isNaN()) {
        String reason = words(pieces.get(i), search.metric() + " is not a number");
        return new Trial(Result.failed(task, reason, seconds), List.of(), pieces);
      }
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    int epochs = pieces.stream().mapToInt(Piece::epochs).max().orElse(0);
    Result result =
        Result.of(task, direction.score(mean), epochs, seconds, pieces.get(0).parameters());
    return new Trial(result, values, pieces);
  }

  private String words(Piece piece, String reason) {
    return search.judge().parts() == 1
        ? reason
        : "division %d: %s".formatted(piece.part() + 1, reason);
  }
}
