package org.lockstep.trainer.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.exchange.Inbox;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.gradient.ExampleColumns;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.update.DeferredRows;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;
import org.lockstep.trainer.worker.Workers;

/**
 * Steps of workers on several ranks, each of which keeps all parameters. One exchange a step brings
 * together what ranks need of each other ({@link StepMessages}): wishes, totals, the rows of a
 * first kernel with sparse input that the step touches, the small slices, and of the large ones
 * each rank's share of blocks. Rows and small slices every rank updates for itself, and a row that
 * is behind makes up for its steps wherever it is needed ({@link DeferredRows}); a share of blocks
 * its rank alone updates, with the state that only it keeps, and a second exchange brings the new
 * parameters to all. Of a huge first kernel each row has one rank that updates it, and alone keeps
 * its state and current weights ({@link Held}); all rows are everywhere only after {@link
 * #bringUp}.
 */
final class RankSteps implements Steps {
  /** Steps between two times that all rows are brought up, at most. */
  private static final int KEPT_STEPS = 4096;

  private final Workers together;
  private final List<ShardWorker> workers;
  private final long trainRows;
  private final GradientStep gradientStep;
  private final float[] parameters;
  private final Held held;
  private final Gradient[] gradients;
  private final Crew crew;
  private final int rank;
  private final RankTotals totals;
  private final RankBounds bounds;
  private final StepLog log;
  private final StepMessages messages;
  private final RankBlockUpdates blocks;

  /** Null where the first kernel has no rows to tell apart, and so is the next. */
  private final RankRowUpdates rows;

  private final ExampleColumns[] examples;

  private final IntConsumer select = this::select;
  private final IntConsumer compute = this::compute;
  private final IntConsumer mergeOwn = this::mergeOwn;
  private final IntConsumer change = this::change;
  private int epoch;
  private int step;
  private float inverse;
  private Totals merged;
  private Wish wish = Wish.NONE;

  /**
   * @param together the same workers, for gradients that are looked at and not updated from
   * @param workers this rank's
   * @param side whose gradients are those of {@link Gradient#ofSteps}
   * @param example totals of a step; only read
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
      RankSide side,
      Totals example,
      Crew crew,
      boolean rowwise,
      long ownedBytes,
      boolean holdsOwn) {
    this.together = together;
    this.workers = workers;
    this.trainRows = trainRows;
    this.gradientStep = gradientStep;
    this.parameters = parameters;
    this.gradients = side.own();
    this.crew = crew;
    this.rank = side.rank();
    this.totals = RankTotals.of(side, example);
    this.bounds = new RankBounds(side.tree(), side.ranks());
    ParameterLayout.Slice first = gradientStep.firstKernel();
    long perWeight = (long) Float.BYTES * (1 + gradientStep.stateArrays());
    boolean huge = rowwise && perWeight * first.size() > ownedBytes;
    this.held =
        huge && holdsOwn
            ? Held.own(gradientStep, parameters, side.exchange())
            : Held.whole(gradientStep, parameters);
    int capacity = rowwise && !gradientStep.isLazy() ? KEPT_STEPS : 1;
    this.log = gradientStep.newLog(held.optimizer(), capacity);
    Hand[] hands = new Hand[crew.members()];
    Arrays.setAll(hands, member -> new Hand(first.columns(), gradients.length));
    this.examples = rowwise ? new ExampleColumns[gradients.length] : null;
    if (rowwise) {
      Arrays.setAll(examples, i -> workers.get(i).newColumns(workers.get(i).firstUnits()));
    }
    this.rows =
        rowwise
            ? new RankRowUpdates(
                side, gradientStep, examples, held, log, capacity, crew, hands, huge)
            : null;
    Outbox outbox = new Outbox(side.ranks(), side.compression());
    Inbox inbox = new Inbox(side.ranks(), side.compression());
    this.blocks =
        new RankBlockUpdates(side, outbox, inbox, gradientStep, held, log, hands, rowwise);
    this.messages =
        new StepMessages(
            side.exchange(), outbox, inbox, bounds, totals, rows, blocks, () -> run(mergeOwn));
  }

  @Override
  public void propose(Wish wish) {
    this.wish = wish;
  }

  @Override
  public Wish agreed() {
    return messages.agreed();
  }

  @Override
  public Totals gradient(int epoch, int step) {
    this.epoch = epoch;
    this.step = step;
    crew.run(select);
    if (rows != null) {
      rows.bringTouchedUp();
    }
    crew.run(compute);
    messages.exchange(wish);
    merged = totals.complete();
    return merged;
  }

  /** Lets the crew work on rows and blocks, which its members share out among themselves. */
  private void run(IntConsumer work) {
    if (rows != null) {
      rows.begin();
    }
    blocks.begin();
    crew.run(work);
  }

  /** ‖Σ gᵥ‖ ≤ Σ ‖gᵥ‖. */
  @Override
  public double length() {
    return bounds.sum();
  }

  @Override
  public Gradient merged() {
    if (rows != null) {
      rows.slots().keep();
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
    if (rows != null) {
      rows.take(inverse);
    }
    if (weight != 0) {
      log.append(step, learningRate);
    }
    run(change);
    if (weight != 0) {
      blocks.gather(held.current());
    }
    held.showRest();
    return learningRate;
  }

  @Override
  public List<float[]> optimizerState(boolean wanted) {
    Holding holding = held.holding();
    List<float[]> all = new ArrayList<>();
    float[] initial = gradientStep.initialState();
    for (float[] remembered : held.optimizer().state()) {
      blocks.gather(remembered);
      float[] whole = holding.isWhole() ? remembered : null;
      if (!holding.isWhole() && wanted) {
        whole = new float[parameters.length];
        Arrays.fill(whole, initial[all.size()]);
      }
      if (rows != null) {
        rows.gatherState(remembered, whole);
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
    if (rows != null) {
      rows.gather();
    }
  }

  private void settleRows() {
    if (rows != null) {
      rows.settle();
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
      bounds.set(rank, i, workers.get(i).gradientBound(gradients[i]));
    }
  }

  private void mergeOwn(int member) {
    if (rows != null) {
      rows.mergeOwn(member);
    }
    blocks.mergeOwn(member);
  }

  private void change(int member) {
    if (rows != null) {
      rows.changeLazy(member);
    }
    blocks.change(member, inverse);
  }
}
