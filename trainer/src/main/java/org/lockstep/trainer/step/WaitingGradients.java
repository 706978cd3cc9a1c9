package org.lockstep.trainer.step;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.RowSteps;

/**
 * Gradients of the first kernel's rows that wait until the row is needed again, in the form of the
 * examples that they come from: those of the last {@value #STEPS} steps, after which a row that
 * still waits must be taken. A row that is taken has its workers' parts computed and merged in one
 * visit, in the tree of {@link MergeTree}.
 *
 * <p>Different threads may take rows of different words at once.
 */
public final class WaitingGradients {
  /** More would be read from further away, fewer would have rows taken that nobody needs yet. */
  private static final int STEPS = 4;

  private static final int NOBODY = -1;

  private final ExampleColumns[][] steps;
  private final long[] words;
  private final Kernel kernel;
  private final Updates updates;

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
    this.kernel = kernel;
    this.updates = updates;
    this.words = new long[(int) ((rows + 63L) / 64)];
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

  /** Lets rows 64·word … 64·word + 63 wait, a bit each. */
  public void keep(int word, long bits) {
    words[word] |= bits;
  }

  public void forget(int word, long bits) {
    words[word] &= ~bits;
  }

  /** Rows 64·word … 64·word + 63 that wait, a bit each. */
  public long waiting(int word) {
    return words[word];
  }

  /** Those that wait with a gradient whose place the step that has begun takes. */
  public long expiring(int word, int position, RowSteps rows) {
    long named = 0;
    for (ExampleColumns part : steps[current]) {
      named |= part.word(word);
    }
    long expiring = 0;
    for (long bits = named & words[word]; bits != 0; bits &= bits - 1) {
      long bit = Long.lowestOneBit(bits);
      if (rows.made(64 * word + Long.numberOfTrailingZeros(bit)) == position - STEPS) {
        expiring |= bit;
      }
    }
    return expiring;
  }

  /**
   * The merged gradient of a row in the step at that position of the log, in an array of the hand
   * from 0 on. The parts of workers that do not name the row are zeros, +0; these are added, too,
   * since −0 + 0 is +0.
   */
  public float[] take(int row, int position, Hand hand) {
    ExampleColumns[] parts = steps[slot(position)];
    int first = firstHolder(parts, row, 0, parts.length);
    int second = firstHolder(parts, row, first + 1, parts.length);
    if (second == NOBODY) {
      // However many parts of zeros the tree adds to the one part: +0 once is the same.
      parts[first].gradient(row, kernel, parts.length > 1 ? +0f : -0f, hand.part(first));
      return hand.part(first);
    }
    for (int worker = first; worker < parts.length; worker++) {
      if (parts[worker].contains(row)) {
        parts[worker].gradient(row, kernel, -0f, hand.part(worker));
      }
    }
    for (int half = 1; half < parts.length; half *= 2) {
      for (int left = 0; left + half < parts.length; left += 2 * half) {
        int leftHolder = firstHolder(parts, row, left, left + half);
        int rightHolder =
            firstHolder(parts, row, left + half, Math.min(parts.length, left + 2 * half));
        mergeNodes(leftHolder, rightHolder, hand);
      }
    }
    return hand.part(first);
  }

  /** The worker in whose part the merged part of the workers [from, to) is: the first with one. */
  private static int firstHolder(ExampleColumns[] parts, int row, int from, int to) {
    for (int worker = from; worker < to; worker++) {
      if (parts[worker].contains(row)) {
        return worker;
      }
    }
    return NOBODY;
  }

  private void mergeNodes(int left, int right, Hand hand) {
    if (left != NOBODY && right != NOBODY) {
      updates.add(hand.part(left), 0, hand.part(right), 0, hand.columns());
    } else if (left != NOBODY || right != NOBODY) {
      float[] part = hand.part(Math.max(left, right));
      updates.add(part, 0, hand.zeros(), Hand.ZEROS_FROM, hand.columns());
    }
  }
}
