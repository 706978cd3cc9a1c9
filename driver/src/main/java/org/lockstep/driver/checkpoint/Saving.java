package org.lockstep.driver.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.step.Wish;

/**
 * Wishes for a training's state when a checkpoint is due or the run is to stop, and writes it in a
 * thread of its own while the training goes on. If the disk is slower than the wishes, the newest
 * state waits and those before it are not written.
 *
 * <p>A checkpoint that cannot be written is told as a warning and counted, and training goes on:
 * what was written before is still there. Of the end's, {@link #saved} says that it is missing.
 */
public final class Saving implements RunControl, AutoCloseable {
  private static final long WRITING_MINUTES = 10;

  private final CheckpointSpec spec;
  private final CheckpointStore store;
  private final Function<TrainingState, Checkpoint> checkpoints;
  private final Consumer<String> warnings;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "lockstep-checkpoints");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicReference<TrainingState> waiting = new AtomicReference<>();
  private volatile boolean stopping;
  private int askedEpoch = -1;
  private boolean wishedThisEpoch;
  private volatile long lastNanos = System.nanoTime();
  private volatile boolean handedOut;
  private volatile boolean closed;
  private volatile double seconds;

  // Of the writing thread; read once it has ended.
  private int written;
  private int failed;
  private volatile boolean newestWritten;
  private Optional<String> endLost = Optional.empty();
  private volatile TrainingState end;

  /**
   * @param store the caller's to close, after this
   * @param checkpoints what is written of a state
   */
  public Saving(
      CheckpointSpec spec,
      CheckpointStore store,
      Function<TrainingState, Checkpoint> checkpoints,
      Consumer<String> warnings) {
    this.spec = spec;
    this.store = store;
    this.checkpoints = checkpoints;
    this.warnings = warnings;
  }

  @Override
  public Wish wish(int epoch, int step, int steps) {
    if (stopping) {
      return Wish.SAVE_AND_STOP;
    }
    if (epoch != askedEpoch) {
      askedEpoch = epoch;
      wishedThisEpoch = false;
    }
    boolean byEpoch =
        !wishedThisEpoch
            && step == steps - 1
            && spec.everyEpochs() > 0
            && (epoch + 1) % spec.everyEpochs() == 0;
    wishedThisEpoch |= byEpoch;
    boolean byTime =
        spec.everySeconds() > 0
            && System.nanoTime() - lastNanos >= TimeUnit.SECONDS.toNanos(spec.everySeconds());
    return byEpoch || byTime ? Wish.SAVE : Wish.NONE;
  }

  @Override
  public void save(Snapshot state) {
    boolean last = stopping;
    hand(state.copy());
    handedOut |= last;
  }

  @Override
  public void ended(Snapshot state) {
    end = state.copy();
    save(() -> end);
  }

  private void hand(TrainingState state) {
    lastNanos = System.nanoTime();
    if (waiting.getAndSet(state) == null) {
      writer.execute(this::write);
    }
  }

  private void write() {
    TrainingState state = waiting.getAndSet(null);
    long began = System.nanoTime();
    newestWritten = false;
    try {
      store.save(checkpoints.apply(state));
      written++;
      newestWritten = true;
    } catch (IOException | RuntimeException e) {
      failed++;
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      endLost = state == end ? Optional.of(reason) : Optional.empty();
      warnings.accept(
          "no checkpoint of %s: %s. So far %d written, %d not%s"
              .formatted(
                  state.position(),
                  reason,
                  written,
                  failed,
                  state == end ? "" : "; training goes on"));
    }
    seconds += (System.nanoTime() - began) / 1e9;
  }

  /** Seconds that the writing thread has spent so far. */
  public double seconds() {
    return seconds;
  }

  /**
   * Asks the training to stop at the end of its step, and waits until its state is written.
   *
   * @return whether it is, in that time; not if the training has ended or it cannot be written
   */
  public boolean stop(long timeoutMillis) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (!handedOut) {
      if (closed || System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return written(deadline - System.nanoTime());
  }

  private boolean written(long nanos) throws InterruptedException {
    try {
      Future<?> last = writer.submit(() -> {});
      last.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      return newestWritten;
    } catch (RejectedExecutionException closed) {
      return newestWritten; // and close has waited for it
    } catch (TimeoutException | ExecutionException notInTime) {
      return false;
    }
  }

  /** What came of them all; to be asked after {@link #close}. */
  public SavedCheckpoints saved() {
    return new SavedCheckpoints(written, failed, endLost);
  }

  /** Waits for what is being written, but not for ever. */
  @Override
  public void close() {
    closed = true;
    writer.shutdown();
    try {
      if (!writer.awaitTermination(WRITING_MINUTES, TimeUnit.MINUTES) && end != null) {
        endLost = Optional.of("it was not written within %d minutes".formatted(WRITING_MINUTES));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
