package org.lockstep.driver.plan;

import java.util.Arrays;

/**
 * Events by time, those of the same time in the order in which they were added: a binary heap over
 * three arrays, since a simulated step has half a million events.
 */
final class EventQueue {
  private double[] times = new double[1024];
  private long[] numbers = new long[1024];
  private long[] events = new long[1024];
  private int size;
  private long added;

  boolean isEmpty() {
    return size == 0;
  }

  /** The time of the next event. */
  double time() {
    return times[0];
  }

  void add(double time, long event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    long number = added++;
    int at = size++;
    while (at > 0 && isBefore(time, number, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    put(at, time, number, event);
  }

  /** Takes the next event out. */
  long poll() {
    long event = events[0];
    size--;
    double time = times[size];
    long number = numbers[size];
    long last = events[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(times[child + 1], numbers[child + 1], child)) {
        child++;
      }
      if (isBefore(time, number, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, time, number, last);
    return event;
  }

  private boolean isBefore(double time, long number, int other) {
    return time < times[other] || time == times[other] && number < numbers[other];
  }

  private void move(int from, int to) {
    put(to, times[from], numbers[from], events[from]);
  }

  private void put(int at, double time, long number, long event) {
    times[at] = time;
    numbers[at] = number;
    events[at] = event;
  }
}
