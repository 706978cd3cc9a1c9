package org.lockstep.driver.plan;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A job's predictions, what simulation and measurement say of them, and the advice that follows.
 *
 * @param sampledRows of the job's training rows, on which this machine was measured
 * @param link between the executors
 * @param noise that the predictions use
 * @param rows one a cluster that was asked for
 * @param best the fastest for the job as it is
 * @param oneMachine in words, whether and where one machine wins
 * @param batches the fastest for other batch sizes
 * @param periods the fastest for other averaging periods
 * @param here the model of executors that are processes of this machine
 * @param runs measured ones; none if not asked for
 */
public record Plan(
    Workload job,
    int sampledRows,
    MachineTimes machine,
    Link link,
    Noise noise,
    List<Row> rows,
    Prediction best,
    String oneMachine,
    List<Choice> batches,
    List<Choice> periods,
    CostModel here,
    List<MeasuredRun> runs) {

  /** What the model says of an epoch on this machine alone. */
  public double epochSecondsHere(Cluster cluster) {
    return here.predict(job, cluster).epochSeconds();
  }

  /** The same beside measured runs. */
  public Plan with(List<MeasuredRun> measured) {
    return new Plan(
        job,
        sampledRows,
        machine,
        link,
        noise,
        rows,
        best,
        oneMachine,
        batches,
        periods,
        here,
        List.copyOf(measured));
  }

  /**
   * A cluster's prediction beside the simulation's step.
   *
   * @param simulatedSeconds of a step; nothing where a simulation would take too long
   */
  public record Row(Prediction prediction, OptionalDouble simulatedSeconds) {

    /** The model's error, relative to the simulation. */
    public OptionalDouble error() {
      return simulatedSeconds.isPresent()
          ? OptionalDouble.of(prediction.stepSeconds() / simulatedSeconds.getAsDouble() - 1)
          : OptionalDouble.empty();
    }
  }

  /**
   * What another batch size or period would give.
   *
   * @param best on the cluster that is the fastest with it
   * @param overJob how many times the job's own epochs, as it is on one machine, it makes an hour
   */
  public record Choice(Prediction best, double overJob) {}

  /**
   * A measured run beside the model.
   *
   * @param what ran, such as {@code local[2]}
   * @param measuredSeconds of an epoch, the median of the second half
   */
  public record MeasuredRun(
      String what, Cluster cluster, double measuredSeconds, double predictedSeconds) {

    /** The model's error, relative to the measurement. */
    public double error() {
      return predictedSeconds / measuredSeconds - 1;
    }
  }
}
