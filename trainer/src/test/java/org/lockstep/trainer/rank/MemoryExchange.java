package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.ExchangeException;

/** Ranks that are threads of this process; messages are copied, as a network would. */
final class MemoryExchange implements Exchange {
  private static final long SECONDS = 60;

  /** What all ranks of a run share. */
  private static final class Meeting {
    private final CyclicBarrier barrier;

    /** By sender, then receiver. */
    private final ByteBuffer[][] messages;

    Meeting(int ranks) {
      barrier = new CyclicBarrier(ranks);
      messages = new ByteBuffer[ranks][ranks];
    }

    void await(int rank) {
      try {
        barrier.await(SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException lost) {
        throw new ExchangeException(rank, "a rank did not come", lost);
      }
    }
  }

  private final Meeting meeting;
  private final int rank;
  private final int ranks;
  private final SplittableRandom delays;
  private long bytesSent;
  private int exchanges;

  private MemoryExchange(Meeting meeting, int rank, int ranks, SplittableRandom delays) {
    this.meeting = meeting;
    this.rank = rank;
    this.ranks = ranks;
    this.delays = delays;
  }

  /** Runs the same program on every rank at once, and returns what each made of it. */
  static <T> List<T> run(int ranks, Function<MemoryExchange, T> program) {
    return run(ranks, -1, program);
  }

  /**
   * With random delays of up to half a millisecond before messages.
   *
   * @param delaySeed none if negative
   */
  static <T> List<T> run(int ranks, long delaySeed, Function<MemoryExchange, T> program) {
    Meeting meeting = new Meeting(ranks);
    ExecutorService threads = Executors.newFixedThreadPool(ranks);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        SplittableRandom delays = delaySeed < 0 ? null : new SplittableRandom(delaySeed + rank);
        MemoryExchange exchange = new MemoryExchange(meeting, rank, ranks, delays);
        Callable<T> member =
            () -> {
              try {
                return program.apply(exchange);
              } catch (Throwable failed) {
                meeting.barrier.reset();
                throw failed;
              }
            };
        futures.add(threads.submit(member));
      }
      return results(futures);
    } finally {
      threads.shutdownNow();
    }
  }

  /** All results, or the failure of the rank that failed first by itself. */
  private static <T> List<T> results(List<Future<T>> futures) {
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get(2 * SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException failed) {
        boolean follows = failed.getCause() instanceof ExchangeException e && e.getCause() != null;
        failure = failure == null || !follows ? failed.getCause() : failure;
      } catch (InterruptedException | TimeoutException stuck) {
        throw new AssertionError("a rank hangs", stuck);
      }
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure != null) {
      throw new AssertionError(failure);
    }
    return results;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int ranks() {
    return ranks;
  }

  /** Bytes to other ranks so far. */
  long bytesSent() {
    return bytesSent;
  }

  /** How many times this rank has exchanged. */
  int exchanges() {
    return exchanges;
  }

  @Override
  public ByteBuffer[] exchange(ByteBuffer[] messages) {
    exchanges++;
    if (delays != null) {
      LockSupport.parkNanos(delays.nextInt(500_000));
    }
    for (int other = 0; other < ranks; other++) {
      ByteBuffer copy = ByteBuffer.allocate(other == rank ? 0 : messages[other].remaining());
      if (other != rank) {
        bytesSent += messages[other].remaining();
        copy.put(messages[other]).flip();
      }
      meeting.messages[rank][other] = copy;
    }
    meeting.await(rank);
    ByteBuffer[] received = new ByteBuffer[ranks];
    for (int other = 0; other < ranks; other++) {
      received[other] = meeting.messages[other][rank];
    }
    // Nobody writes the next messages before all have taken these.
    meeting.await(rank);
    return received;
  }
}
