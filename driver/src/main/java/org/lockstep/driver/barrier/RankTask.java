package org.lockstep.driver.barrier;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.BarrierTaskInfo;
import org.lockstep.datasets.shard.WorkerShards;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * A barrier task: meets the others of its JVM, and leads them if its partition is the lowest.
 * Returns the program's {@link Ending} as bytes if it is the leader of rank 0, else nothing.
 */
final class RankTask
    extends AbstractFunction1<
        scala.collection.Iterator<WorkerShards>, scala.collection.Iterator<byte[]>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final AttemptKey key;
  private final Leadership leadership;
  private final int meetSeconds;

  RankTask(AttemptKey key, Leadership leadership, int meetSeconds) {
    this.key = key;
    this.leadership = leadership;
    this.meetSeconds = meetSeconds;
  }

  @Override
  public scala.collection.Iterator<byte[]> apply(scala.collection.Iterator<WorkerShards> shards) {
    return CollectionConverters.asScala(run(CollectionConverters.asJava(shards)).iterator());
  }

  private List<byte[]> run(Iterator<WorkerShards> iterator) {
    List<WorkerShards> mine = new ArrayList<>();
    iterator.forEachRemaining(mine::add);
    BarrierTaskContext context = BarrierTaskContext.get();
    int partition = context.partitionId();
    int[] here = partitionsOfThisProcess(context.getTaskInfos(), partition);
    try (Meeting meeting = Meeting.enter(key, here.length, partition, mine)) {
      try {
        if (partition != here[0]) {
          meeting.awaitEnd(context::isInterrupted);
          return List.of();
        }
        List<WorkerShards> all = meeting.all(meetSeconds, context::isInterrupted);
        List<byte[]> result =
            leadership.lead(
                key, all, here.length * context.cpus(), () -> requireGoingOn(context, meeting));
        meeting.end();
        return result;
      } catch (Throwable thrown) {
        meeting.fail(thrown);
        throw thrown;
      }
    }
  }

  /** Ascending; tasks of one executor have its address. */
  private static int[] partitionsOfThisProcess(BarrierTaskInfo[] tasks, int partition) {
    String address = tasks[partition].address();
    return IntStream.range(0, tasks.length)
        .filter(each -> tasks[each].address().equals(address))
        .toArray();
  }

  private static void requireGoingOn(BarrierTaskContext context, Meeting meeting) {
    if (context.isInterrupted()) {
      throw new StoppedException("the task was cancelled", null);
    }
    if (meeting.isBroken()) {
      throw new StoppedException("another task of the process failed", null);
    }
  }
}
