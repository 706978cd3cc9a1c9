package org.lockstep.driver.cli;

import org.apache.spark.SparkConf;

/** What a search asks of Spark under what the environment sets. */
final class TrialSettings {
  private TrialSettings() {}

  static SparkConf fill(SparkConf conf) {
    return conf
        // Several trials may be Spark's at once: none of them waits for the others' end.
        .setIfMissing("spark.scheduler.mode", "FAIR")
        // A task that runs out of memory fails, as any; its JVM, which in local mode is the search
        // itself, goes on with the others.
        .setIfMissing("spark.executor.killOnFatalError.depth", "0");
  }
}
