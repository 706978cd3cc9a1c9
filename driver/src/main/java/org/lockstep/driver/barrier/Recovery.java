package org.lockstep.driver.barrier;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.lockstep.driver.exchange.ExchangeLimits;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;

/**
 * What a run does about failures.
 *
 * @param relaunches how many attempts in a row may fail without a finished epoch and be followed by
 *     another, ≥ 0
 * @param slotsWait for executors that are starting or being replaced, before fewer tasks start
 * @param limits of what ranks wait for and take from each other
 * @param faults that tests want to see recovered from
 */
record Recovery(int relaunches, Duration slotsWait, ExchangeLimits limits, FaultPlan faults) {
  private static final int DEFAULT_RELAUNCHES = 3;

  /**
   * As Spark's settings say.
   *
   * @throws RunException (78) if one cannot be read
   */
  static Recovery of(SparkConf conf) {
    return new Recovery(
        relaunches(conf),
        Duration.ofSeconds(SparkStart.seconds(conf)),
        ExchangeLimits.DEFAULTS,
        FaultPlan.of(conf));
  }

  private static int relaunches(SparkConf conf) {
    String value = conf.get(LockstepLoop.RELAUNCHES, Integer.toString(DEFAULT_RELAUNCHES));
    if (!value.matches("[0-9]{1,6}")) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          LockstepLoop.RELAUNCHES + " must be a whole number >= 0. Received: " + value);
    }
    return Integer.parseInt(value);
  }

  /** The same with other relaunches. */
  Recovery withRelaunches(int other) {
    return new Recovery(other, slotsWait, limits, faults);
  }

  /** The same with another wait for slots. */
  Recovery withSlotsWait(Duration other) {
    return new Recovery(relaunches, other, limits, faults);
  }

  /** The same with other limits. */
  Recovery withLimits(ExchangeLimits other) {
    return new Recovery(relaunches, slotsWait, other, faults);
  }

  /**
   * The same with a plan of faults.
   *
   * @param words as {@link FaultPlan#read}
   */
  Recovery withFaults(String words) {
    return new Recovery(relaunches, slotsWait, limits, FaultPlan.read(words));
  }
}
