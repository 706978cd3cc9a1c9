package org.lockstep.driver.barrier;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.driver.loop.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Executors whose tasks do not end although they were told to: stopped, swapping or cut off. Spark
 * would keep their slots taken and fetch blocks from them until its own network timeout, so it is
 * asked to kill and replace them. Of those that died it is waited for until Spark knows.
 */
final class HungExecutors {
  /** From the word to give up until a task that has not counts as hung. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Workers first ask the process to end, and kill it 10 s later. */
  private static final Duration DEATH = Duration.ofSeconds(30);

  /** Spark hears of a death as soon as the line to it breaks. */
  private static final Duration NEWS = Duration.ofSeconds(2);

  private static final long LOOK_MILLIS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(HungExecutors.class);

  private final JavaSparkContext spark;

  HungExecutors(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** A name for this JVM, from which its executor can be told. */
  static String jvm(String executorId) {
    return executorId + "/" + Meeting.JVM;
  }

  /**
   * Has the executors replaced, and waits until Spark counts on them no more, but not for ever.
   *
   * @param jvms as {@link #jvm} names them
   */
  void replace(Set<String> jvms, RunListener listener) throws InterruptedException {
    if (spark.isLocal()) {
      return;
    }
    List<String> ids = ids(jvms);
    for (String id : ids) {
      if (spark.sc().killAndReplaceExecutor(id)) {
        listener.warn(
            "executor %s did not give up within %d s; Spark replaces it"
                .formatted(id, PATIENCE.toSeconds()));
      } else {
        LOG.warn("the cluster cannot kill executor {}, which does not give up", id);
      }
    }
    awaitAbsence(ids, DEATH);
  }

  /**
   * Waits until Spark counts no more on executors whose tasks were lost without a word, but not
   * long: their processes may be alive.
   *
   * @param jvms as {@link #jvm} names them
   */
  void awaitNews(Set<String> jvms) throws InterruptedException {
    if (!spark.isLocal()) {
      awaitAbsence(ids(jvms), NEWS);
    }
  }

  private static List<String> ids(Set<String> jvms) {
    return jvms.stream().map(jvm -> jvm.substring(0, jvm.lastIndexOf('/'))).toList();
  }

  private void awaitAbsence(List<String> ids, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (ids.stream().anyMatch(this::isThere) && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private boolean isThere(String id) {
    return CollectionConverters.asJava(spark.sc().getExecutorIds()).contains(id);
  }
}
