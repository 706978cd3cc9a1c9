package org.lockstep.trainer.step;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.RowSteps;

/**
 * Gradients of the first kernel's rows that wait until the row is needed again, in the form of the
 * examples that they come from: those of the last {@value #STEPS} steps, after which a row that
 * still waits must be taken. A row that is taken has its workers' parts computed and merged in one
 * visit ({@link RowMerge}).
 *
 * <p>Different threads may take rows of different words at once.
 */
public final class WaitingGradients {
  /** More would be read from further away, fewer would have rows taken that nobody needs yet. */
  private static final int STEPS = 4;

  private final ExampleColumns[][] steps;

  /** Of every step, the rows whose gradient waits, a bit each. */
  private final long[][] words;

  private final RowMerge merge;

  /** The log's position p lies at steps[(p + shift) mod STEPS]. */
  private int shift;

  private int current;

  WaitingGradients(List<ShardWorker> workers, int rows, Kernel kernel, Updates updates) {
    this(workers, rows, workers.get(0).firstUnits(), kernel, updates);
  }

  /**
   * @param units of the first layers of all networks that see the same examples: a row's gradient
   *     is theirs side by side
   */
  public WaitingGradients(
      List<ShardWorker> workers, int rows, int units, Kernel kernel, Updates updates) {
    this.merge = new RowMerge(kernel, updates);
    this.words = new long[STEPS][(int) ((rows + 63L) / 64)];
    this.steps = new ExampleColumns[STEPS][workers.size()];
    for (ExampleColumns[] step : steps) {
      Arrays.setAll(step, worker -> workers.get(worker).newColumns(units));
    }
  }

  /** Where the workers put the examples of the step that will be at that position of the log. */
  public void begin(int position) {
    current = slot(position);
  }

  public ExampleColumns ofWorker(int worker) {
    return steps[current][worker];
  }

  /** The step that has begun came to that position; nothing waits if it is not the expected one. */
  public void place(int position) {
    shift = Math.floorMod(current - position, STEPS);
  }

  private int slot(int position) {
    return (position + shift) % STEPS;
  }

  /** Lets the gradients of rows 64·word … 64·word + 63, a bit each, of the last step wait. */
  public void keep(int word, long bits) {
    words[current][word] |= bits;
  }

  /** Rows 64·word … 64·word + 63 that wait, a bit each. */
  public long waiting(int word) {
    long waiting = 0;
    for (long[] ofStep : words) {
      waiting |= ofStep[word];
    }
    return waiting;
  }

  /** Those that wait with a gradient whose place the step that has begun takes. */
  public long expiring(int word) {
    return words[current][word];
  }

  /**
   * Brings up some of the rows 64·word … 64·word + 63, a bit each; those of them that wait with
   * their gradients. Of some rows first all gradients are computed, then all weights and state are
   * read, then all are updated: each has the processor's queues for itself and so its loads, which
   * memory answers side by side.
   */
  public void bringUp(int word, long which, RowSteps rows, Hand hand) {
    for (int i = 0; i < hand.times(); i++) {
      long some = which & hand.together(i);
      if (some != 0) {
        bringSomeUp(word, some, rows, hand);
      }
    }
  }

  private void bringSomeUp(int word, long which, RowSteps rows, Hand hand) {
    long late = waiting(word) & which;
    if (late != 0) {
      take(word, late, hand);
    }
    rows.prefetch(64 * word, which, hand);
    int at = 0;
    for (long bits = which; bits != 0; bits &= bits - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(bits);
      if ((late & 1L << row) == 0) {
        rows.bringUp(row, hand);
      } else {
        rows.update(row, hand.gradients(), at, hand);
        at += hand.columns();
      }
    }
  }

  /**
   * Puts the merged gradients of some of the rows 64·word … 64·word + 63, a bit each, in the step
   * at that position of the log into the hand's room for some. They go on waiting.
   */
  public void gradients(int word, long which, int position, Hand hand) {
    merge.gradients(steps[slot(position)], word, which, which, hand);
  }

  /**
   * Puts the merged gradients of rows that wait into the hand's room for some; they wait no more.
   */
  private void take(int word, long which, Hand hand) {
    for (int slot = 0; slot < STEPS; slot++) {
      if ((words[slot][word] & which) != 0) {
        for (ExampleColumns part : steps[slot]) {
          hand.see(part.prefetch(word));
        }
      }
    }
    for (int slot = 0; slot < STEPS; slot++) {
      long bits = words[slot][word] & which;
      if (bits != 0) {
        words[slot][word] ^= bits;
        merge.gradients(steps[slot], word, bits, which, hand);
      }
    }
  }
}
