package org.lockstep.trainer.rank;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.SharedWords;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.TouchedRows;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.update.DeferredRows;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;

/**
 * A rank's updates of the rows of a first kernel with sparse input. A row's merged gradient waits
 * until the row is needed again, by this rank's workers or since the next gradient has come: then
 * one pass over weights and state makes this step and those that the row misses until then ({@link
 * DeferredRows}). Of a lazy optimizer nothing waits.
 *
 * <p>Rows of a huge kernel have owners ({@link OwnedRows}): these alone get the rows' gradients and
 * update them, and two short exchanges before a step bring its rows to the ranks that need them. An
 * owner alone keeps their state, and current weights ({@link Held}).
 */
final class RankRowUpdates {
  private final Crew crew;
  private final Hand[] hands;
  private final StepLog log;
  private final float[] inverses;
  private final boolean lazy;
  private final Held held;
  private final Holding holding;
  private final RankRows touched;
  private final RowSlots slots;
  private final DeferredRows rows;
  private final RankRows.Scratch[] scratches;

  /** Merged sums of rows that are held and whose gradient waits until the row is needed again. */
  private final float[] waitingSums;

  private final TouchedRows waiting;

  /** Null where all ranks update all rows. */
  private final OwnedRows owned;

  /** Of the rows that this rank owns, those that others do not have as they are. */
  private final TouchedRows differing;

  /** Of the rows that this rank owns, those whose state others never had. */
  private final TouchedRows changed;

  private final SharedWords words;
  private final OwnedRows.Current bringUp;
  private final SharedWords.Work merging = this::mergeOwn;
  private final SharedWords.Work changingLazy = this::changeLazy;
  private final IntConsumer current = crewWork(this::bringTouchedUp);
  private final IntConsumer take = crewWork(this::take);
  private final IntConsumer settle = crewWork(this::settle);
  private float inverse;

  /**
   * @param side whose gradients have touched rows
   * @param examples what the rows' gradients come from, one for each of these gradients
   * @param held what is updated
   * @param log of the steps, empty
   * @param capacity of the log
   * @param hands one for each member of the crew
   * @param owners whether rows have owners
   */
  RankRowUpdates(
      RankSide side,
      GradientStep gradientStep,
      ExampleColumns[] examples,
      Held held,
      StepLog log,
      int capacity,
      Crew crew,
      Hand[] hands,
      boolean owners) {
    this.crew = crew;
    this.hands = hands;
    this.words = new SharedWords(hands.length);
    this.log = log;
    this.inverses = new float[capacity];
    this.lazy = gradientStep.isLazy();
    this.held = held;
    this.holding = held.holding();
    ParameterLayout.Slice first = gradientStep.firstKernel();
    this.touched = new RankRows(side, examples, first.rows(), first.columns(), owners);
    this.slots = touched.slots();
    this.rows = gradientStep.deferredRows(holding.kernel(), held.optimizer(), held.current(), log);
    this.scratches = new RankRows.Scratch[hands.length];
    Arrays.setAll(scratches, member -> touched.newScratch());
    this.waitingSums = new float[holding.kernel().end()];
    this.waiting = new TouchedRows(first.rows());
    this.owned =
        owners
            ? new OwnedRows(side.exchange(), touched, held, first.columns(), first.offset())
            : null;
    this.differing = new TouchedRows(owners ? first.rows() : 0);
    this.changed = new TouchedRows(owners ? first.rows() : 0);
    if (!lazy) {
      // Momentum, decay and penalties move rows that no example names.
      differing.addFirst(owners ? first.rows() : 0);
    }
    if (!lazy || held.restored()) {
      changed.addFirst(owners ? first.rows() : 0);
    }
    this.bringUp = lazy ? (word, which) -> {} : (word, which) -> bringUp(word, which, hands[0]);
  }

  /** The rows on their way between ranks. */
  RowSlots slots() {
    return slots;
  }

  boolean haveOwners() {
    return owned != null;
  }

  /** Makes the rows current that this rank's workers have touched, wherever they are. */
  void bringTouchedUp() {
    if (owned != null) {
      owned.fetch(bringUp);
    }
    if (!lazy) {
      run(current);
    }
  }

  private IntConsumer crewWork(SharedWords.Work work) {
    return member -> words.each(work, member);
  }

  private void run(IntConsumer work) {
    begin();
    crew.run(work);
  }

  private void bringTouchedUp(int word, int member) {
    if (slots.isUpdatedHere(word)) {
      long which = touched.ownTouched(word);
      bringUp(word, which, hands[member]);
      held.showRows(word, which);
    }
  }

  /** Brings up some of the rows 64·word … 64·word + 63, a bit each. */
  private void bringUp(int word, long which, Hand hand) {
    rows.prefetch(holding.row(64 * word), which, hand);
    long late = waiting.words()[word];
    for (long bits = which; bits != 0; bits &= bits - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(bits);
      int place = holding.row(row);
      if ((late & 1L << row) == 0) {
        rows.bringUp(place, hand);
      } else {
        rows.update(place, waitingSums, inverses[rows.made(place)], hand);
      }
    }
    waiting.words()[word] = late & ~which;
  }

  /** Before the members of a crew call one of the methods for members. */
  void begin() {
    words.deal(slots.words());
  }

  /**
   * Computes and merges this rank's parts of touched rows, together with the crew's other members.
   */
  void mergeOwn(int member) {
    words.each(merging, member);
  }

  private void mergeOwn(int word, int member) {
    touched.mergeOwn(word, hands[member], scratches[member]);
  }

  /**
   * Takes the merged gradients of rows, which are brought up to the step before; the step is not in
   * the log yet.
   *
   * @param inverse 1 / weight of the step; 0 if there is none
   */
  void take(float inverse) {
    this.inverse = inverse;
    run(take);
    if (inverse != 0) {
      inverses[log.size()] = inverse;
    }
  }

  private void take(int word, int member) {
    Hand hand = hands[member];
    long bits = slots.touched(word);
    if (bits != 0 && inverse != 0 && slots.isUpdatedHere(word)) {
      if (!lazy) {
        bringUp(word, bits, hand);
      }
      for (long left = bits; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        touched.merge(word, bit, waitingSums, holding.at(64 * word + bit), hand, scratches[member]);
      }
      waiting.words()[word] |= bits;
      if (owned != null) {
        differing.words()[word] |= bits;
        changed.words()[word] |= bits;
      }
    }
    touched.clearOwn(word);
  }

  /**
   * Makes the step for a lazy optimizer's rows, which miss none, together with the crew's other
   * members.
   */
  void changeLazy(int member) {
    if (lazy && inverse != 0) {
      words.each(changingLazy, member);
    }
  }

  private void changeLazy(int word, int member) {
    Hand hand = hands[member];
    long bits = waiting.words()[word];
    bringUp(word, bits, hand);
    for (long left = bits; left != 0; left &= left - 1) {
      int place = holding.row(64 * word + Long.numberOfTrailingZeros(left));
      rows.settle(place, place + 1, hand);
    }
    held.showRows(word, bits);
  }

  /** Makes all rows that this rank updates current, so that the log may be cleared. */
  void settle() {
    if (!lazy) {
      run(settle);
    }
  }

  private void settle(int word, int member) {
    if (slots.isUpdatedHere(word)) {
      bringUp(word, waiting.words()[word], hands[member]);
      int first = holding.row(64 * word);
      rows.settle(first, Math.min(rows.rows(), first + 64), hands[member]);
    }
  }

  /** After {@link #settle}: gives all ranks the rows that only their owners have. */
  void gather() {
    if (owned != null) {
      owned.gather(held.current(), held.parameters(), differing);
      if (lazy) {
        differing.clear();
      }
    }
  }

  /**
   * The same of an array of the optimizer's state.
   *
   * @param whole as {@link OwnedRows#gather}
   */
  void gatherState(float[] remembered, float[] whole) {
    if (owned != null) {
      owned.gather(remembered, whole, changed);
    }
  }
}
