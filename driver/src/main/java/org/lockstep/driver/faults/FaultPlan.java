package org.lockstep.driver.faults;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.lockstep.driver.loop.BeforeStep;

/** The faults of a run, for tests: empty unless {@value #SETTING} is set. */
public final class FaultPlan implements Serializable {
  /**
   * Such as {@code kill@rank1:step7,throw@rank0:merge3:attempt2}, or {@code random@seed7:3} for
   * three faults that a seed draws; for tests alone.
   */
  public static final String SETTING = "spark.lockstep.test.faults";

  private static final long serialVersionUID = 1L;

  private final List<Fault> faults;
  private final List<SeededFaults> seeded;

  private FaultPlan(List<Fault> faults, List<SeededFaults> seeded) {
    this.faults = faults;
    this.seeded = seeded;
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
    List<Fault> faults = new ArrayList<>();
    List<SeededFaults> seeded = new ArrayList<>();
    for (String word : words.split(",")) {
      String stripped = word.strip();
      if (SeededFaults.reads(stripped)) {
        seeded.add(SeededFaults.read(stripped));
      } else if (!stripped.isEmpty()) {
        faults.add(Fault.read(stripped));
      }
    }
    return new FaultPlan(faults, seeded);
  }

  /** No fault will strike anywhere. */
  public boolean none() {
    return faults.isEmpty() && seeded.isEmpty();
  }

  /**
   * A rank's share.
   *
   * @param ranks of the attempt
   * @param attempt counted from 1
   */
  public Faults of(int rank, int ranks, int attempt) {
    return new Faults(
        Stream.concat(faults.stream(), seeded.stream().flatMap(draw -> draw.drawn(ranks).stream()))
            .filter(fault -> fault.isOf(rank, attempt))
            .toList());
  }

  /**
   * The plan for a loop of Spark jobs: a rank is a partition of the shards, an attempt one of its
   * task in a step; merges and states are not places there.
   */
  public BeforeStep beforeSteps() {
    return none()
        ? BeforeStep.NOTHING
        : (partition, partitions, attempt, step) ->
            of(partition, partitions, attempt).strike(FaultSite.STEP, step);
  }
}
