package org.lockstep.driver.flow;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the processes whose tasks end well, from its making until it is closed. */
final class BusyExecutors extends SparkListener implements AutoCloseable {
  private final SparkContext spark;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  BusyExecutors(SparkContext spark) {
    this.spark = spark;
    spark.addSparkListener(this);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() == Success$.MODULE$) {
      ids.add(end.taskInfo().executorId());
    }
  }

  /** Those so far; the driver is one in local mode. */
  int count() {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      // Spark has not told all; what it told counts.
    }
    return ids.size();
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
