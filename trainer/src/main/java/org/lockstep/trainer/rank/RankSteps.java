package org.lockstep.trainer.rank;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.gradient.TouchedRows;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.update.DeferredRows;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;
import org.lockstep.trainer.update.StretchStep;
import org.lockstep.trainer.worker.Workers;

/**
 * Steps of workers on several ranks, each of which keeps all parameters. One exchange a step brings
 * together what ranks need of each other: wishes, totals, the rows of a first kernel with sparse
 * input that the step touches, the small slices, and of the large ones each rank's share of blocks.
 * Rows and small slices every rank updates for itself, and a row that is behind makes up for its
 * steps wherever it is needed ({@link DeferredRows}); a share of blocks its rank alone updates,
 * with the state that only it keeps, and a second exchange brings the new parameters to all.
 *
 * <p>Rows of a huge first kernel have owners ({@link OwnedRows}): these alone get the rows'
 * gradients and update them, and two short exchanges before a step bring its rows to the ranks that
 * need them. All rows are everywhere only after {@link #bringUp}. An owner alone keeps their state,
 * and current weights, in arrays of what it holds ({@link Holding}); the parameters that its
 * workers read are as long as ever.
 */
final class RankSteps implements Steps {
  /** Words of 64 rows that a thread takes at a time. */
  private static final int WORDS = 8;

  private static final int BLOCK = 4096;

  /** Slices of fewer parameters (64 KiB) are updated everywhere. */
  private static final int LARGE = 16_384;

  /** Steps between two times that all rows are brought up, at most. */
  private static final int KEPT_STEPS = 4096;

  private final Workers together;
  private final List<ShardWorker> workers;
  private final long trainRows;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private final Holding holding;

  /** The parameters that this rank updates and their like: the parameters, unless it holds less. */
  private final float[] held;

  private final Optimizer optimizer;
  private final Gradient[] gradients;
  private final Crew crew;
  private final Exchange exchange;
  private final Outbox outbox;
  private final RankTotals totals;
  private final RankBounds bounds;
  private final RankBlocks small;
  private final RankBlocks large;
  private final StepLog log;
  private final float[] inverses;
  private final Hand[] hands;
  private final boolean lazy;

  /** Null where the first kernel has no rows to tell apart, and so are the next four. */
  private final RankRows touched;

  private final ExampleColumns[] examples;
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

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger nextBlock = new AtomicInteger();
  private final IntConsumer select = this::select;
  private final IntConsumer current = this::bringTouchedUp;
  private final IntConsumer compute = this::compute;
  private final IntConsumer mergeOwn = this::mergeOwn;
  private final IntConsumer takeRows = this::takeRows;
  private final IntConsumer change = this::change;
  private final IntConsumer settle = this::settle;

  /** Where each rank's message starts, and its share of the large slices in it. */
  private final int[] starts;

  private final int[] sharesFrom;

  private int epoch;
  private int step;
  private float inverse;
  private Totals merged;
  private Wish wish = Wish.NONE;
  private Wish agreed = Wish.NONE;

  /**
   * @param together the same workers, for gradients that are looked at and not updated from
   * @param workers this rank's
   * @param gradients one for each of them, of {@link Gradient#ofSteps}
   * @param rowwise whether only touched rows of the first kernel are updated; all ranks' features
   *     are sparse then
   * @param ownedBytes from how many bytes of weights and state on rows have owners
   * @param holdsOwn whether owners alone then keep the rows' state; else it lies where {@code
   *     gradientStep} keeps it
   */
  RankSteps(
      Workers together,
      List<ShardWorker> workers,
      long trainRows,
      GradientStep gradientStep,
      float[] parameters,
      Gradient[] gradients,
      Totals example,
      Crew crew,
      RankTree tree,
      Exchange exchange,
      boolean rowwise,
      Compression compression,
      long ownedBytes,
      boolean holdsOwn) {
    this.together = together;
    this.workers = workers;
    this.starts = new int[exchange.ranks()];
    this.sharesFrom = new int[exchange.ranks()];
    this.trainRows = trainRows;
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.gradients = gradients;
    this.crew = crew;
    this.exchange = exchange;
    this.outbox = new Outbox(exchange.ranks(), compression);
    Totals[] leaves = new Totals[gradients.length];
    Arrays.setAll(leaves, i -> gradients[i].totals());
    this.totals = new RankTotals(tree, exchange.ranks(), exchange.rank(), leaves, example);
    this.bounds = new RankBounds(tree, exchange.ranks());
    this.lazy = gradientStep.isLazy();
    ParameterLayout.Slice first = gradientStep.firstKernel();
    long perWeight = (long) Float.BYTES * (1 + gradientStep.stateArrays());
    boolean huge = rowwise && perWeight * first.size() > ownedBytes;
    boolean restored = gradientStep.isRestored();
    this.holding =
        huge && holdsOwn
            ? Holding.own(first, parameters.length, exchange.rank(), exchange.ranks())
            : Holding.whole(first, parameters.length);
    this.held = holding.isWhole() ? parameters : new float[holding.length()];
    if (!holding.isWhole()) {
      holding.pick(parameters, held);
    }
    this.optimizer =
        holding.isWhole()
            ? gradientStep.optimizer()
            : gradientStep.newOptimizer(holding.length(), holding::pick);
    int capacity = rowwise && !lazy ? KEPT_STEPS : 1;
    this.log = gradientStep.newLog(optimizer, capacity);
    this.inverses = new float[capacity];
    List<RankBlocks.Block> everywhere = new ArrayList<>();
    List<RankBlocks.Block> dealt = new ArrayList<>();
    for (StretchStep slice : gradientStep.stretchSteps(optimizer)) {
      if (!rowwise || slice.slice().offset() != first.offset()) {
        List<RankBlocks.Block> blocks = RankBlocks.Block.cut(slice, BLOCK);
        (slice.slice().size() < LARGE ? everywhere : dealt).addAll(blocks);
      }
    }
    this.small =
        new RankBlocks(
            tree, exchange, gradients, gradientStep.updates(), everywhere, false, compression);
    this.large =
        new RankBlocks(tree, exchange, gradients, gradientStep.updates(), dealt, true, compression);
    this.hands = new Hand[crew.members()];
    Arrays.setAll(hands, member -> new Hand(first.columns(), gradients.length));
    this.rows = rowwise ? gradientStep.deferredRows(holding.kernel(), optimizer, held, log) : null;
    this.examples = rowwise ? new ExampleColumns[gradients.length] : null;
    if (rowwise) {
      Arrays.setAll(examples, i -> workers.get(i).newColumns(workers.get(i).firstUnits()));
    }
    this.touched =
        rowwise
            ? new RankRows(
                tree,
                exchange,
                gradients,
                examples,
                workers.get(0).kernel(),
                first.rows(),
                first.columns(),
                huge,
                compression)
            : null;
    this.scratches = new RankRows.Scratch[rowwise ? hands.length : 0];
    Arrays.setAll(scratches, member -> touched.newScratch());
    this.waiting = new TouchedRows(rowwise ? first.rows() : 0);
    this.owned =
        huge
            ? new OwnedRows(
                exchange, touched, holding, held, parameters, first.columns(), first.offset())
            : null;
    this.differing = new TouchedRows(huge ? first.rows() : 0);
    this.changed = new TouchedRows(huge ? first.rows() : 0);
    if (!lazy) {
      // Momentum, decay and penalties move rows that no example names.
      differing.addFirst(huge ? first.rows() : 0);
    }
    if (!lazy || restored) {
      changed.addFirst(huge ? first.rows() : 0);
    }
    this.waitingSums = new float[rowwise ? holding.kernel().end() : 0];
  }

  @Override
  public void propose(Wish wish) {
    this.wish = wish;
  }

  @Override
  public Wish agreed() {
    return agreed;
  }

  @Override
  public Totals gradient(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
    crew.run(select);
    if (owned != null) {
      owned.fetch(lazy ? (word, which) -> {} : (word, which) -> bringUp(word, which, hands[0]));
    }
    if (rows != null && !lazy) {
      next.set(0);
      crew.run(current);
    }
    crew.run(compute);
    read(exchange.exchange(messages()));
    merged = totals.complete();
    return merged;
  }

  /** What this rank tells all others, followed by what it tells one of them. */
  private ByteBuffer[] messages() {
    int rank = exchange.rank();
    if (touched != null) {
      touched.collect();
    }
    boolean apart = owned != null || large.size() > 0;
    long common =
        Integer.BYTES
            + bounds.bytes(rank)
            + totals.bytes(rank)
            + (touched == null || owned != null ? 0 : touched.bytes(rank))
            + small.bytes(rank, rank);
    long bytes = apart ? common * exchange.ranks() : common;
    for (int other = 0; other < exchange.ranks(); other++) {
      bytes += owned == null ? 0 : touched.bytes(other);
      bytes += other == rank ? 0 : large.bytes(rank, other);
    }
    ByteBuffer out = outbox.start(bytes);
    out.putInt(wish.ordinal());
    bounds.write(out, rank);
    totals.write(out);
    if (touched != null && owned == null) {
      touched.write(out, outbox.values(), rank);
    }
    int smallFrom = out.position();
    out.position((int) common);
    if (apart) {
      layOut(out, (int) common);
    }
    next.set(0);
    nextBlock.set(0);
    crew.run(mergeOwn);
    out.position(smallFrom);
    small.write(out, rank);
    if (!apart) {
      return outbox.toAll();
    }
    fill(out, (int) common);
    return outbox.parts();
  }

  /**
   * Finds each message's place: every one is a stretch of the buffer, so what is common repeats.
   */
  private void layOut(ByteBuffer out, int common) {
    int rank = exchange.rank();
    int start = 0;
    for (int other = 0; other < exchange.ranks(); other++) {
      if (other == rank) {
        continue;
      }
      starts[other] = start;
      out.position(start + common);
      if (owned != null) {
        touched.write(out, outbox.values(), other);
      }
      sharesFrom[other] = out.position();
      start = (int) (sharesFrom[other] + large.bytes(rank, other));
    }
    out.position(start);
    if (owned != null) {
      touched.write(out, outbox.values(), rank); // for this rank itself: read back when merged
    }
  }

  private void fill(ByteBuffer out, int common) {
    for (int other = 0; other < exchange.ranks(); other++) {
      if (other != exchange.rank()) {
        if (starts[other] > 0) {
          out.put(starts[other], out, 0, common);
        }
        out.position(sharesFrom[other]);
        large.write(out, other);
        outbox.part(other, starts[other]);
      }
    }
  }

  private void read(ByteBuffer[] received) {
    agreed = wish;
    for (int other = 0; other < received.length; other++) {
      if (other == exchange.rank()) {
        continue;
      }
      try {
        read(other, Received.of(received, other));
      } catch (BufferUnderflowException | IllegalArgumentException wrong) {
        throw Received.wrong(other, wrong);
      }
    }
  }

  private void read(int other, ByteBuffer in) {
    agreed = agreed.and(Received.wish(in, other));
    bounds.read(other, in);
    totals.read(other, in);
    if (touched != null && owned == null) {
      touched.read(other, in);
    }
    small.read(other, in);
    if (owned != null) {
      touched.read(other, in);
    }
    large.read(other, in);
    Received.requireEnd(in, other);
  }

  /** ‖Σ gᵥ‖ ≤ Σ ‖gᵥ‖. */
  @Override
  public double length() {
    return bounds.sum();
  }

  @Override
  public Gradient merged() {
    if (touched != null) {
      touched.keep();
    }
    bringUp();
    return together.gradient(parameters, epoch, step);
  }

  @Override
  public double update(long step) {
    double learningRate = gradientStep.rateAt(step);
    double weight = merged.weightSum();
    if (log.isFull()) {
      settleRows();
    }
    inverse = weight == 0 ? 0 : (float) (1 / weight);
    if (touched != null) {
      next.set(0);
      crew.run(takeRows);
    }
    if (weight != 0) {
      inverses[log.size()] = inverse;
      log.append(step, learningRate);
    }
    next.set(0);
    nextBlock.set(0);
    crew.run(change);
    if (weight != 0 && large.size() > 0) {
      gather(held);
    }
    if (!holding.isWhole()) {
      holding.putBehind(held, parameters);
    }
    return learningRate;
  }

  /** Completes an array of what is held, of which every rank has its share of the large slices. */
  private void gather(float[] numbers) {
    int left = parameters.length - holding.length();
    large.writeNumbers(outbox.start(Float.BYTES * large.length(exchange.rank())), numbers, left);
    ByteBuffer[] received = exchange.exchange(outbox.toAll());
    for (int other = 0; other < received.length; other++) {
      if (other != exchange.rank()) {
        long bytes = Float.BYTES * large.length(other);
        large.readNumbers(other, Received.of(received, other, bytes), numbers, left);
      }
    }
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    List<float[]> all = new ArrayList<>();
    float[] initial = gradientStep.initialState();
    for (float[] remembered : optimizer.state()) {
      if (large.size() > 0) {
        gather(remembered);
      }
      float[] whole = holding.isWhole() ? remembered : null;
      if (!holding.isWhole() && wanted) {
        whole = new float[parameters.length];
        Arrays.fill(whole, initial[all.size()]);
      }
      if (owned != null) {
        owned.gather(remembered, whole, changed);
      }
      if (whole != null) {
        if (whole != remembered) {
          holding.putBehind(remembered, whole);
        }
        all.add(whole);
      }
    }
    return all;
  }

  @Override
  public void bringUp() {
    settleRows();
    if (owned != null) {
      owned.gather(held, parameters, differing);
      if (lazy) {
        differing.clear();
      }
    }
  }

  private void settleRows() {
    if (rows != null && !lazy) {
      next.set(0);
      crew.run(settle);
    }
    log.clear();
  }

  /** The workers [from, to) of a member. */
  private int firstWorker(int member) {
    return (int) ((long) workers.size() * member / crew.members());
  }

  private void select(int member) {
    for (int worker = firstWorker(member); worker < firstWorker(member + 1); worker++) {
      workers.get(worker).select(epoch, step, trainRows);
      if (rows != null) {
        workers.get(worker).touch(gradients[worker].touched());
      }
    }
  }

  private void compute(int member) {
    for (int i = firstWorker(member); i < firstWorker(member + 1); i++) {
      if (examples != null) {
        workers.get(i).compute(parameters, gradients[i], examples[i]);
      } else {
        workers.get(i).compute(parameters, gradients[i]);
      }
      bounds.set(exchange.rank(), i, workers.get(i).gradientBound(gradients[i]));
    }
  }

  private void bringTouchedUp(int member) {
    int words = touched.words();
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        if (touched.isUpdatedHere(word)) {
          long which = touched.ownTouched(word);
          bringUp(word, which, hands[member]);
          show(word, which);
        }
      }
    }
  }

  /** Lets this rank's workers read rows as they are held. */
  private void show(int word, long which) {
    if (!holding.isWhole()) {
      holding.putRows(held, parameters, word, which);
    }
  }

  /** Brings up some of the rows 64·word … 64·word + 63, a bit each. */
  private void bringUp(int word, long which, Hand hand) {
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

  private void mergeOwn(int member) {
    int words = touched == null ? 0 : touched.words();
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        touched.mergeOwn(word, hands[member], scratches[member]);
      }
    }
    int blocks = small.size() + large.size();
    for (int i = nextBlock.getAndIncrement(); i < blocks; i = nextBlock.getAndIncrement()) {
      if (i < small.size()) {
        small.mergeOwn(i);
      } else {
        large.mergeOwn(i - small.size());
      }
    }
  }

  private void takeRows(int member) {
    int words = touched.words();
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        takeRows(word, hands[member], scratches[member]);
      }
    }
  }

  /**
   * Takes the merged gradients of rows, which are brought up to the step before. A gradient waits
   * until its row is needed again, by this rank's workers or since the next gradient has come: then
   * one pass over weights and state makes this step and those that the row misses until then.
   */
  private void takeRows(int word, Hand hand, RankRows.Scratch scratch) {
    long bits = touched.touched(word);
    if (bits != 0 && inverse != 0 && touched.isUpdatedHere(word)) {
      if (!lazy) {
        bringUp(word, bits, hand);
      }
      for (long left = bits; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        touched.merge(word, bit, waitingSums, holding.at(64 * word + bit), hand, scratch);
      }
      waiting.words()[word] |= bits;
      if (owned != null) {
        differing.words()[word] |= bits;
        changed.words()[word] |= bits;
      }
    }
    touched.clearOwn(word);
  }

  private void change(int member) {
    if (lazy && rows != null && inverse != 0) {
      int words = touched.words();
      for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
        for (int word = from; word < Math.min(words, from + WORDS); word++) {
          changeLazyRows(word, hands[member]);
        }
      }
    }
    int blocks = small.size() + large.size();
    for (int i = nextBlock.getAndIncrement(); i < blocks; i = nextBlock.getAndIncrement()) {
      if (i < small.size()) {
        changeBlock(small, i, hands[member]);
      } else {
        changeBlock(large, i - small.size(), hands[member]);
      }
    }
  }

  /** Of a lazy row nothing waits: it misses no step. */
  private void changeLazyRows(int word, Hand hand) {
    long bits = waiting.words()[word];
    bringUp(word, bits, hand);
    for (long left = bits; left != 0; left &= left - 1) {
      int place = holding.row(64 * word + Long.numberOfTrailingZeros(left));
      rows.settle(place, place + 1, hand);
    }
    show(word, bits);
  }

  private void changeBlock(RankBlocks blocks, int i, Hand hand) {
    int rank = exchange.rank();
    if (inverse != 0 && i >= blocks.from(rank) && i < blocks.to(rank)) {
      RankBlocks.Block block = blocks.get(i);
      float[] sums = blocks.merge(i);
      block
          .step()
          .take(
              held,
              holding.behind(block.from()),
              block.length(),
              sums,
              blocks.mergedFrom(i),
              inverse,
              log,
              log.size() - 1,
              hand);
    }
    blocks.clearOwn(i);
  }

  private void settle(int member) {
    int words = touched.words();
    for (int from = next.getAndAdd(WORDS); from < words; from = next.getAndAdd(WORDS)) {
      for (int word = from; word < Math.min(words, from + WORDS); word++) {
        if (touched.isUpdatedHere(word)) {
          bringUp(word, waiting.words()[word], hands[member]);
          int first = holding.row(64 * word);
          rows.settle(first, Math.min(rows.rows(), first + 64), hands[member]);
        }
      }
    }
  }
}
