package org.lockstep.trainer.allocation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** What the calling thread and, if they are asked for, a crew's threads have allocated so far. */
final class CrewBytes implements LongSupplier {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long[] others;

  private CrewBytes(int others) {
    this.others = new long[others];
  }

  /** Of the calling thread alone. */
  static CrewBytes ofThread() {
    return new CrewBytes(0);
  }

  /** Of it and the other members of the only crew, who begin with its first piece of work. */
  static CrewBytes ofCrew(int members) {
    return new CrewBytes(members - 1);
  }

  @Override
  public long getAsLong() {
    if (others.length > 0 && others[0] == 0) {
      find();
    }
    long sum = threads.getCurrentThreadAllocatedBytes();
    for (long other : others) {
      sum += other == 0 ? 0 : threads.getThreadAllocatedBytes(other);
    }
    return sum;
  }

  private void find() {
    long[] found =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread.getThreadName().startsWith("lockstep-worker-"))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    if (found.length == others.length) {
      others = found;
    }
  }
}
