package org.lockstep.driver.faults;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** The faults of a run, for tests: empty unless {@value #SETTING} is set. */
public final class FaultPlan implements Serializable {
  /** Such as {@code kill@rank1:step7,throw@rank0:merge3:attempt2}; for tests alone. */
  public static final String SETTING = "spark.lockstep.test.faults";

  private static final long serialVersionUID = 1L;

  private final List<Fault> faults;

  private FaultPlan(List<Fault> faults) {
    this.faults = faults;
  }

  /**
   * The plan in Spark's settings.
   *
   * @throws org.lockstep.driver.run.RunException (78) if it cannot be read
   */
  public static FaultPlan of(SparkConf conf) {
    return read(conf.get(SETTING, ""));
  }

  /**
   * The plan in words, separated by commas.
   *
   * @throws org.lockstep.driver.run.RunException (78) if they cannot be read
   */
  public static FaultPlan read(String words) {
    return new FaultPlan(
        Stream.of(words.split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .map(Fault::read)
            .toList());
  }

  /**
   * A rank's share.
   *
   * @param attempt counted from 1
   */
  public Faults of(int rank, int attempt) {
    return new Faults(faults.stream().filter(fault -> fault.isOf(rank, attempt)).toList());
  }
}
