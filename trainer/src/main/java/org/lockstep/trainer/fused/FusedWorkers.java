package org.lockstep.trainer.fused;

import java.util.Optional;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/** The workers of one network of a fused training: its own, but for the steps. */
final class FusedWorkers implements Workers {
  private final NetworkSpec network;
  private final LocalWorkers alone;
  private final FusedSteps together;
  private FusedMember member;

  FusedWorkers(NetworkSpec network, LocalWorkers alone, FusedSteps together) {
    this.network = network;
    this.alone = alone;
    this.together = together;
  }

  @Override
  public Steps steps(GradientStep gradientStep, float[] parameters) {
    member = together.join(network, alone, gradientStep, parameters);
    return member;
  }

  /** After the last step: the other networks go on. */
  void leave() {
    member.leave();
  }

  @Override
  public int count() {
    return alone.count();
  }

  @Override
  public long rows(Split split) {
    return alone.rows(split);
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    return alone.gradient(parameters, epoch, step);
  }

  @Override
  public Totals evaluate(float[] parameters, Split split, Optional<Thresholds> thresholds) {
    return alone.evaluate(parameters, split, thresholds);
  }

  /** Not asked for: fused networks average their gradients in every step. */
  @Override
  public RoundAverage round(float[][] start, Round round) {
    return alone.round(start, round);
  }

  @Override
  public <A> A ask(float[] parameters, Question<A> question) {
    return alone.ask(parameters, question);
  }

  @Override
  public void close() {
    alone.close();
  }
}
