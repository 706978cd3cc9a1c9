package org.lockstep.trainer.fit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.metric.TotalsWire;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.state.PartOfEpoch;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.ScheduledRate;

/** One training on its way, from a state to its result or to the step at which it was stopped. */
public final class Fit {
  private final TrainingRun run;
  private final RunControl control;
  private final RestartsState restarts;
  private final float[] parameters;
  private final Steps optimization;
  private final ScheduledRate rate;
  private final EarlyStopping stopping;
  private final StepWatch watch;
  private final boolean leads;

  /** Whose result nobody asks for, keeps no best parameters. */
  private final boolean restoreBest;

  private final float[] best;
  private final List<EpochRecord> history;
  private final Totals totals;
  private double learningRate;

  /** Steps of the epoch under way that were made before this training began, and their time. */
  private int firstStep;

  private long epochStart;

  private double secondsBefore;
  private Wish agreed = Wish.NONE;

  /**
   * @param start whose parameters are changed in place
   * @throws IllegalArgumentException if the state is not one of this run
   */
  public Fit(TrainingRun run, RunControl control, TrainingState start) {
    TrainingSpec training = run.training();
    this.run = run;
    this.control = control;
    this.restarts = start.restarts();
    this.parameters = start.parameters();
    this.rate = new ScheduledRate(training);
    GradientStep gradientStep = new GradientStep(run.network(), training, rate);
    boolean restoreBest = training.earlyStopping().restoreBest();
    int length = new ParameterLayout(run.network()).size();
    start.requireFor(length, gradientStep.stateArrays(), run.steps(), restoreBest);
    gradientStep.restore(start.optimizer());
    this.optimization =
        AveragedSteps.of(run.network(), training, run.workers(), gradientStep, parameters);
    this.stopping = new EarlyStopping(training.earlyStopping(), run.monitor());
    this.watch = run.newWatch();
    this.watch.restore(start.watching());
    this.leads = run.workers().leads();
    this.restoreBest = restoreBest && leads;
    this.best = this.restoreBest ? parameters.clone() : parameters;
    this.history = new ArrayList<>();
    start.history().forEach(this::count);
    if (this.restoreBest && start.best().length > 0) {
      System.arraycopy(start.best(), 0, best, 0, best.length);
    }
    this.totals = Totals.of(run.network().task(), run.network().outputs());
    this.firstStep = start.part().step();
    this.secondsBefore = start.part().seconds();
    if (firstStep > 0) {
      read(start.part().totals());
    }
  }

  /** Tells early stopping and the schedule of an epoch, and says whether it is the best. */
  private EpochRecord count(EpochRecord record) {
    double value = run.monitor().value(record);
    EpochRecord counted = stopping.observe(value) ? record.asBest() : record;
    rate.epochFinished(value, run.monitor().lowerIsBetter());
    history.add(counted);
    return counted;
  }

  /**
   * @throws TrainingStoppedException if that was agreed on, after the state was handed out
   */
  TrainingResult result() {
    while (!over()) {
      beginEpoch();
      for (int step = firstStep; step < run.steps(); step++) {
        compute(step);
        change(step);
      }
      endEpoch();
    }
    return finish();
  }

  /** After the last epoch. */
  public TrainingResult finish() {
    TrainingSpec training = run.training();
    if (restarts.number() >= training.restarts()) {
      control.ended(snapshot(0, 0));
    }
    String reason =
        stopping.shouldStop()
            ? stopping.reason()
            : "all %d epochs were run".formatted(training.epochs());
    int kept = training.earlyStopping().restoreBest() ? stopping.bestEpoch() : history.size();
    return new TrainingResult(
        best,
        List.copyOf(history),
        stopping.bestEpoch(),
        run.monitor().value(history.get(kept - 1)),
        history.size(),
        reason,
        watch.watched());
  }

  public boolean over() {
    return history.size() >= run.training().epochs() || stopping.shouldStop();
  }

  /** The epoch under way, from 0. */
  private int epoch() {
    return history.size();
  }

  public void beginEpoch() {
    epochStart = System.nanoTime();
    if (firstStep == 0) {
      totals.clear();
    }
  }

  /** After the epoch's last step. */
  public void endEpoch() {
    firstStep = 0;
    optimization.bringUp();
    EpochRecord record = record(epoch());
    if (record.best() && restoreBest) {
      System.arraycopy(parameters, 0, best, 0, best.length);
    }
    run.listener().epochFinished(record, parameters);
    if (agreed == Wish.SAVE_AND_STOP || agreed == Wish.SAVE && !over()) {
      save(0, 0);
    }
  }

  private EpochRecord record(int epoch) {
    Scores train = totals.scores();
    run.divergence().requireFinite(parameters, epoch, run.steps(), train.loss());
    double penalty = run.penalty().value(parameters, Kernels.best());
    Scores validation = run.validation(parameters);
    double seconds = seconds();
    secondsBefore = 0;
    return count(
        new EpochRecord(
            epoch + 1,
            seconds,
            learningRate,
            train.loss() + penalty,
            validation.loss() + penalty,
            train,
            validation,
            false));
  }

  /** Seconds of the epoch so far. */
  private double seconds() {
    return secondsBefore + (System.nanoTime() - epochStart) / 1e9;
  }

  /**
   * The first half of a step of the epoch: its gradient.
   *
   * @throws DivergedException before anything is changed
   */
  public void compute(int step) {
    int epoch = epoch();
    optimization.propose(control.wish(epoch, step, run.steps()));
    Totals merged = optimization.gradient(epoch, step);
    if (run.divergence().suspicious(merged, optimization.length())) {
      run.divergence().requireFinite(parameters, optimization.merged(), epoch, step);
    }
    totals.add(merged);
    watch.before(parameters, optimization, epoch, step);
  }

  /** The second half: what the gradient changes. */
  public void change(int step) {
    int epoch = epoch();
    learningRate = optimization.update((long) epoch * run.steps() + step + 1);
    watch.after(parameters, optimization, epoch, step);
    agreed = optimization.agreed();
    // After an epoch's last step the epoch is finished first.
    if (agreed != Wish.NONE && step < run.steps() - 1) {
      save(step + 1, seconds());
    }
  }

  private void save(int step, double seconds) {
    control.save(snapshot(step, seconds));
    if (agreed == Wish.SAVE_AND_STOP) {
      throw new TrainingStoppedException(history.size(), step);
    }
  }

  /** What needs the other processes is done at once, the copy only if somebody wants it. */
  private Snapshot snapshot(int step, double seconds) {
    optimization.bringUp();
    List<float[]> optimizer = optimization.optimizerState(leads);
    return new Snapshot() {
      @Override
      public TrainingState view() {
        return new TrainingState(
            restarts,
            parameters,
            optimizer,
            restoreBest && !history.isEmpty() ? best : new float[0],
            history,
            step == 0 ? PartOfEpoch.none() : new PartOfEpoch(step, written(), seconds),
            watch.state());
      }

      @Override
      public TrainingState copy() {
        return view().copy();
      }
    };
  }

  private byte[] written() {
    TotalsWire wire = new TotalsWire();
    ByteBuffer bytes = ByteBuffer.allocate(wire.bytes(totals)).order(ByteOrder.LITTLE_ENDIAN);
    wire.write(bytes, totals);
    return bytes.array();
  }

  private void read(byte[] bytes) {
    TotalsWire wire = new TotalsWire();
    if (bytes.length != wire.bytes(totals)) {
      throw new IllegalArgumentException(
          "the state's totals must be of this task, %d bytes. Received: %d"
              .formatted(wire.bytes(totals), bytes.length));
    }
    wire.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), totals);
  }
}
