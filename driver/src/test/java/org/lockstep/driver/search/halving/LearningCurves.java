package org.lockstep.driver.search.halving;

import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Task;

/**
 * Trials whose scores are known: score(e) = top(rate, penalty) − 0.3·exp(−e·speed), macro-F1 like.
 * The top is best, 0.75, at rate 0.01 and penalty 0.001; larger rates rise faster, so that curves
 * cross: what leads after one epoch is not what leads in the end.
 */
final class LearningCurves {
  static final Space SPACE =
      Space.of(
          Parameter.of("rate", new RealRange(1e-4, 1, Scale.LOG, 8)),
          Parameter.of("penalty", new RealRange(1e-6, 1, Scale.LOG, 8)));

  private LearningCurves() {}

  static double score(Setting setting, int epochs) {
    double rate = Math.log10((double) setting.get("rate").orElseThrow());
    double penalty = Math.log10((double) setting.get("penalty").orElseThrow());
    double top = 0.75 - 0.03 * Math.pow(rate + 2, 2) - 0.01 * Math.pow(penalty + 3, 2);
    double speed = 0.3 * Math.pow(10, 0.25 * (rate + 2));
    return Math.max(0, top) - 0.3 * Math.exp(-epochs * speed);
  }

  /** The work of a task, as a trainer would do it. */
  static Result train(Task task) {
    return Result.of(task, score(task.setting(), task.toEpoch()), task.toEpoch(), 1, 10);
  }
}
