package org.lockstep.trainer.averaging;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.divergence.Divergence;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.step.LocalSteps;
import org.lockstep.trainer.step.MergedSteps;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.DeferredUpdates;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.update.TouchedShare;

/**
 * One logical worker that makes whole rounds of steps on its own ({@link AveragingSpec}), with its
 * own copy of the parameters and of the optimizer's state: a function of (shard, start, round)
 * alone. What it keeps between rounds are buffers. It holds the parameters, the state and a
 * gradient, 4·P·(2 + state arrays) bytes and more. Not thread-safe.
 */
public final class RoundWorker {
  private final OneWorker alone;
  private final Divergence divergence;
  private final float[][] arrays;
  private final Totals totals;
  private final Steps steps;
  private Round round;

  /**
   * @param worker v of 0 … V−1
   * @param train the worker's training rows
   * @param totalRows training rows of all workers
   */
  public RoundWorker(
      NetworkSpec network,
      TrainingSpec training,
      int worker,
      Shard train,
      long totalRows,
      Kernel kernel) {
    this(network, training, worker, train, totalRows, kernel, RowMode.AUTOMATIC);
  }

  public RoundWorker(
      NetworkSpec network,
      TrainingSpec training,
      int worker,
      Shard train,
      long totalRows,
      Kernel kernel,
      RowMode rowMode) {
    this.alone = new OneWorker(network, training, worker, train, totalRows, kernel);
    this.divergence = new Divergence(network, training, alone);
    this.totals = Totals.of(network.task(), network.outputs());
    float[] parameters = new float[new ParameterLayout(network).size()];
    GradientStep gradientStep = new GradientStep(network, training, number -> round.rateAt(number));
    List<float[]> all = new ArrayList<>(List.of(parameters));
    all.addAll(gradientStep.optimizer().state());
    this.arrays = all.toArray(new float[0][]);
    boolean sparse = train.features().isSparse();
    boolean elementWise = DeferredUpdates.isElementWise(network, training);
    int stepRows = 1 + (training.batchSize() - 1) / training.workers();
    boolean deferred =
        sparse
            && rowMode != RowMode.DENSE
            && DeferredUpdates.refusal(network, training).isEmpty()
            && (elementWise || !TouchedShare.isMany(List.of(train), stepRows));
    if (!deferred && !elementWise) {
      this.steps = new MergedSteps(alone::gradient, gradientStep, parameters, new Crew(1));
      return;
    }
    boolean rowwise = deferred || sparse && training.optimizer().lazy();
    this.steps =
        new LocalSteps(
            alone,
            List.of(alone.shardWorker()),
            totalRows,
            gradientStep,
            parameters,
            new Gradient[] {Gradient.ofSteps(network, rowwise)},
            new Crew(1),
            rowwise);
  }

  /**
   * Makes a round's steps. Numbers that leave the finite ones end them early; the outcome tells.
   *
   * @param start the parameters, then the arrays of the optimizer's state; only read
   * @return live until the next call
   */
  public RoundAverage run(float[][] start, Round round) {
    this.round = round;
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(start[i], 0, arrays[i], 0, arrays[i].length);
    }
    if (steps instanceof LocalSteps local) {
      local.lookAgain();
    }
    totals.clear();
    int step = round.fromStep();
    try {
      for (; step < round.toStep(); step++) {
        Totals ofStep = steps.gradient(round.epoch(), step);
        if (divergence.suspicious(ofStep, steps.length())) {
          divergence.requireFinite(arrays[0], steps.merged(), round.epoch(), step);
        }
        totals.add(ofStep);
        steps.update(round.number(step));
      }
      steps.bringUp();
    } catch (DivergedException e) {
      steps.bringUp();
      RoundAverage outcome = new RoundAverage(arrays, totals);
      outcome.diverged(step, e.getMessage());
      return outcome;
    }
    return new RoundAverage(arrays, totals);
  }
}
