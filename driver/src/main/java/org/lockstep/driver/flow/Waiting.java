package org.lockstep.driver.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.lockstep.driver.search.course.Slots;
import org.lockstep.driver.search.strategy.Task;

/** Trainings that wait for a slot. A slot takes the first, and may take others that go with it. */
final class Waiting {
  private final Deque<Training> trainings = new ArrayDeque<>();

  /**
   * One of them.
   *
   * @param part on which division
   * @param attempt counted from 1
   */
  record Training(Task task, int part, int attempt, Slots.Arrivals arrivals) {}

  synchronized void add(Training training) {
    trainings.add(training);
  }

  synchronized int size() {
    return trainings.size();
  }

  /** The one that has waited longest; empty if others have taken all. */
  synchronized Optional<Training> first() {
    return Optional.ofNullable(trainings.poll());
  }

  /**
   * More for who has taken the first, in their order.
   *
   * <p>Of what waits, a slot takes half of its even share at a time: slots whose trainings take
   * different times then end at nearly the same time, and results that a sampler waits for are not
   * kept back by a long task.
   *
   * @param most of them
   * @param slots that take trainings
   * @param fits asked once a training, in order; it is taken if it does
   */
  synchronized List<Training> more(int most, int slots, Predicate<Training> fits) {
    int share = Math.min(most, (trainings.size() + 2 * slots) / (2 * slots) - 1);
    List<Training> taken = new ArrayList<>();
    Iterator<Training> rest = trainings.iterator();
    while (taken.size() < share && rest.hasNext()) {
      Training next = rest.next();
      if (fits.test(next)) {
        taken.add(next);
      }
    }
    trainings.removeAll(taken); // not before all were asked: asking may throw
    return taken;
  }
}
