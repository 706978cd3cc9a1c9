package org.lockstep.driver.barrier;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.exchange.Invitation;
import org.lockstep.driver.exchange.Rank;
import org.lockstep.driver.exchange.Roster;
import org.lockstep.driver.exchange.SocketExchange;
import org.lockstep.driver.exchange.TrackerClient;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.faults.Faults;
import org.lockstep.driver.faults.FaultyExchange;
import org.lockstep.driver.loop.HashingListener;
import org.lockstep.driver.loop.PhaseClock;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.TimedControl;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.ExchangeException;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.TrainingStoppedException;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.rank.RankShards;
import org.lockstep.trainer.rank.RankWorkers;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/**
 * What the leader of a rank does with its JVM's shards: runs the whole program over them, in step
 * with the other ranks. Rank 0 tells the driver what comes of it, the others where their time went.
 */
final class Leadership implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Program<?> program;
  private final Broadcast<byte[]> start;
  private final boolean sendsEnd;
  private final FaultPlan plan;

  /**
   * @param start the state to begin from, as {@link TrainingStateBytes} writes it; null for the
   *     beginning
   * @param sendsEnd whether the driver wants the state of the end, too
   * @param plan of the faults that tests want
   */
  Leadership(
      NetworkSpec network,
      TrainingSpec training,
      Program<?> program,
      Broadcast<byte[]> start,
      boolean sendsEnd,
      FaultPlan plan) {
    this.network = network;
    this.training = training;
    this.program = program;
    this.start = start;
    this.sendsEnd = sendsEnd;
    this.plan = plan;
  }

  /**
   * @param threads that the rank's tasks may use
   * @param cancelled whether the rank should end
   * @param place kept up to date
   */
  void lead(
      Invitation invitation,
      TrackerClient client,
      Meeting meeting,
      int threads,
      BooleanSupplier cancelled,
      Place place) {
    Roster roster = client.roster();
    int rank = client.rank().number();
    PhaseClock clock = new PhaseClock();
    Faults faults = plan.of(rank, roster.ranks().size(), invitation.attempt().number());
    if (roster.ranks().size() == 1) {
      run(client, meeting.all(), threads, cancelled, place, new Alone(), clock, faults);
      return;
    }
    try (SocketExchange exchange =
        SocketExchange.connect(
            meeting.listener(),
            invitation.attempt(),
            invitation.limits(),
            roster,
            rank,
            cancelled)) {
      Exchange metered =
          new MeteredExchange(FaultyExchange.of(exchange, faults), exchange::idleNanos, clock);
      run(client, meeting.all(), threads, cancelled, place, metered, clock, faults);
    }
  }

  private void run(
      TrackerClient client,
      List<WorkerShards> shards,
      int threads,
      BooleanSupplier cancelled,
      Place place,
      Exchange exchange,
      PhaseClock clock,
      Faults faults) {
    Runnable requireGoingOn =
        () -> {
          if (cancelled.getAsBoolean()) {
            throw new ExchangeException(exchange.rank(), "told to give up", null);
          }
        };
    try (Workers workers = workers(client.roster(), shards, threads, exchange)) {
      Workers watched = new WatchedWorkers(workers, requireGoingOn, place, clock, faults);
      if (exchange.rank() == 0) {
        Mail mail = new Mail(client::report);
        RankControl wishes = new RankControl(client, mail, sendsEnd, faults);
        EpochListener listener = new HashingListener(new Reporter(mail::tell), clock);
        Ending ending = end(watched, listener, new TimedControl(wishes, clock));
        mail.send(Letter.ENDING, out -> Parcel.write(ending, out));
      } else {
        Mail mail = new Mail(client::report);
        RankClock times =
            new RankClock(
                clock, told -> mail.send(Letter.TIMES, out -> out.write(Parcel.pack(told))));
        end(watched, times, RunControl.none());
        times.end();
      }
    }
  }

  private Ending end(Workers workers, EpochListener listener, RunControl control) {
    Optional<TrainingState> state =
        Optional.ofNullable(start).map(Broadcast::value).map(DriverControl::read);
    try {
      return new Ending(program.run(network, training, workers, listener, control, state), null);
    } catch (DivergedException | TrainingStoppedException e) {
      return new Ending(null, e); // as all ranks do, and would again
    }
  }

  private Workers workers(
      Roster roster, List<WorkerShards> shards, int threads, Exchange exchange) {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    Map<Split, Long> rows = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, shards.stream().map(worker -> worker.shard(split)).toList());
      long all = 0;
      for (Rank rank : roster.ranks()) {
        all += rank.rows(split.ordinal());
      }
      rows.put(split, all);
    }
    int[] workers = shards.stream().mapToInt(WorkerShards::worker).toArray();
    RankShards own = new RankShards(workers, splits, rows);
    return RankWorkers.of(network, training, own, Kernels.best(), threads, exchange);
  }
}
