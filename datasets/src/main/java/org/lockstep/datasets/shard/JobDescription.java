package org.lockstep.datasets.shard;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Says in Spark's UI what this thread's jobs are for. */
public final class JobDescription {
  private static final String PROPERTY = "spark.job.description";

  private JobDescription() {}

  /**
   * Runs {@code work}; jobs that it submits are described by what the caller has said before and
   * {@code what}, as in {@code lockstep airline · count terms}.
   */
  public static <T> T during(SparkContext spark, String what, Supplier<T> work) {
    String before = spark.getLocalProperty(PROPERTY);
    spark.setLocalProperty(PROPERTY, before == null ? what : before + " · " + what);
    try {
      return work.get();
    } finally {
      spark.setLocalProperty(PROPERTY, before);
    }
  }
}
