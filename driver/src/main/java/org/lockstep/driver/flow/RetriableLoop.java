package org.lockstep.driver.flow;

import java.util.Optional;
import org.apache.spark.SparkException;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.state.TrainingState;

/**
 * A loop of Spark jobs. What Spark tried as often as it may, and nothing else explains, may pass
 * the next time: the run can be gone on with from its last checkpoint.
 *
 * @param loop whose tasks may fail
 */
record RetriableLoop(TrainingLoop loop) implements TrainingLoop {

  @Override
  public String name() {
    return loop.name();
  }

  /**
   * @throws RunException (75) if a task failed too often; with Spark's sentence of the first cause
   *     and where it came from
   */
  @Override
  public <R> R run(
      Program<R> program, RunListener listener, RunControl control, Optional<TrainingState> start) {
    try {
      return loop.run(program, listener, control, start);
    } catch (Exception e) { // Scala throws Spark's checked exception unannounced
      requireTasksEndWell(e);
      throw e;
    }
  }

  private static void requireTasksEndWell(Exception thrown) {
    if (!(thrown instanceof SparkException)) {
      return;
    }
    Failure failure = Failures.of(thrown);
    if (failure.exitCode() == ExitCode.INTERNAL) {
      throw new RunException(
          ExitCode.RESUMABLE,
          "tasks of the training must end well. Received: "
              + thrown.getMessage().lines().findFirst().orElse(""),
          thrown);
    }
  }
}
