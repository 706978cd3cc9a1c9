package org.lockstep.trainer.data;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Blocks of a streamed shard that a thread of its own reads while those before them are worked on:
 * one call's at a time. The thread lives as long as it reads, and is started by the thread that
 * needs the rows, whose class loader and rights it has. Not thread-safe.
 */
final class ReadAhead {
  private final StreamedRows streamed;
  private int[] blocks = new int[0];

  /** Null if nothing is under way. */
  private FutureTask<List<Shard>> reading;

  ReadAhead(StreamedRows streamed) {
    this.streamed = streamed;
  }

  /** Begins to read blocks. What was begun and is not taken yet is given up. */
  void begin(int[] blocks) {
    drop();
    this.blocks = blocks;
    reading = new FutureTask<>(() -> streamed.read(blocks));
    Thread thread = new Thread(reading, "lockstep read-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The blocks: as they were begun, or else read now.
   *
   * @throws UncheckedIOException if they cannot be read; the next call tries again
   */
  List<Shard> take(int[] wanted) {
    if (reading == null || !Arrays.equals(blocks, wanted)) {
      drop(); // first, so that there is no third window in memory
      return streamed.read(wanted);
    }
    FutureTask<List<Shard>> begun = reading;
    reading = null;
    try {
      return begun.get();
    } catch (InterruptedException e) {
      begun.cancel(true);
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while rows are read"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // reading declares no other
    }
  }

  /** Gives up what was begun. */
  void drop() {
    if (reading != null) {
      reading.cancel(false);
      reading = null;
    }
  }
}
