package org.lockstep.driver.barrier;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.exchange.Invitation;
import org.lockstep.driver.exchange.Join;
import org.lockstep.driver.exchange.MeshListener;
import org.lockstep.driver.exchange.TrackerClient;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.ExchangeException;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * A barrier task: meets the others of its JVM, joins the driver's tracker, and leads its rank or
 * waits for the one that does. Returns nothing: what rank 0 brings goes through the tracker.
 */
final class RankTask
    extends AbstractFunction1<
        scala.collection.Iterator<WorkerShards>, scala.collection.Iterator<byte[]>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Invitation invitation;
  private final Leadership leadership;

  RankTask(Invitation invitation, Leadership leadership) {
    this.invitation = invitation;
    this.leadership = leadership;
  }

  @Override
  public scala.collection.Iterator<byte[]> apply(scala.collection.Iterator<WorkerShards> shards) {
    try {
      run(CollectionConverters.asJava(shards));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return CollectionConverters.asScala(List.<byte[]>of().iterator());
  }

  private void run(Iterator<WorkerShards> iterator) throws IOException {
    List<WorkerShards> mine = new ArrayList<>();
    iterator.forEachRemaining(mine::add);
    BarrierTaskContext context = BarrierTaskContext.get();
    int partition = context.partitionId();
    try (Meeting meeting = Meeting.enter(invitation.attempt(), address(), partition, mine);
        TrackerClient client =
            TrackerClient.join(
                invitation, join(partition, meeting.listener(), mine), context::isInterrupted)) {
      BooleanSupplier cancelled =
          () -> context.isInterrupted() || client.aborted().isPresent() || meeting.isBroken();
      if (client.leads()) {
        lead(context, meeting, client, cancelled);
      } else {
        follow(meeting, client, cancelled);
      }
    }
  }

  private void lead(
      BarrierTaskContext context,
      Meeting meeting,
      TrackerClient client,
      BooleanSupplier cancelled) {
    Place place = new Place();
    try {
      leadership.lead(
          invitation,
          client,
          meeting,
          client.rank().tasks().size() * context.cpus(),
          cancelled,
          place);
      client.finished();
      meeting.end();
    } catch (Throwable thrown) {
      client.fail(thrown, place.words());
      meeting.fail();
      throw thrown;
    }
  }

  private static void follow(Meeting meeting, TrackerClient client, BooleanSupplier cancelled) {
    if (meeting.awaitEnd(cancelled)) {
      client.finished();
      return;
    }
    ExchangeException ended =
        new ExchangeException(
            client.rank().number(), "told to give up: " + client.aborted().orElse(""), null);
    if (meeting.isBroken()) {
      client.finished(); // the leader has told why
    } else {
      client.fail(ended, "");
    }
    meeting.fail();
    throw ended;
  }

  private static Join join(int partition, MeshListener listener, List<WorkerShards> mine) {
    List<Long> rows =
        Stream.of(Split.values())
            .map(split -> mine.stream().mapToLong(worker -> worker.shard(split).rows()).sum())
            .toList();
    int first = mine.isEmpty() ? 0 : mine.get(0).worker();
    return new Join(
        partition,
        HungExecutors.jvm(SparkEnv.get().executorId()),
        listener.host(),
        listener.port(),
        first,
        first + mine.size(),
        rows);
  }

  /** As the other executors reach this one. */
  private static InetAddress address() throws IOException {
    return InetAddress.getByName(SparkEnv.get().blockManager().blockManagerId().host());
  }
}
