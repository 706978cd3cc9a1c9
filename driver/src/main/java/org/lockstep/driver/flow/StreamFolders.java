package org.lockstep.driver.flow;

import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.lockstep.datasets.shard.StreamFolder;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.StreamChoice;
import scala.jdk.javaapi.CollectionConverters;

/** Chooses where streamed rows are written. */
final class StreamFolders {
  private StreamFolders() {}

  /**
   * A folder of its own, in the directory that the job names or in one that Spark clears at its
   * end.
   *
   * @throws JobException if the job names none and there are executors on other machines
   */
  static StreamFolder of(StreamChoice choice, SparkContext spark) {
    String name = "lockstep-stream-" + UUID.randomUUID();
    if (!choice.directory().isEmpty()) {
      return new StreamFolder(choice.directory() + "/" + name, choice.order());
    }
    if (!spark.isLocal()) {
      requireOneMachine(
          SparkEnv.get().blockManager().blockManagerId().host(),
          CollectionConverters.asJava(spark.getExecutorMemoryStatus().keySet()));
    }
    File local = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0];
    return new StreamFolder(local.toURI() + name, choice.order());
  }

  /**
   * Refuses executors that do not share the driver's disk, as far as addresses tell.
   *
   * @param here the driver's host
   * @param addresses of all executors, {@code host:port}
   */
  static void requireOneMachine(String here, Collection<String> addresses) {
    addresses.stream()
        .map(address -> address.substring(0, address.lastIndexOf(':')))
        .filter(host -> !host.equals(here))
        .sorted()
        .findFirst()
        .ifPresent(
            host -> {
              throw new JobException(
                  List.of(
                      "training.stream.directory must name a directory that all executors reach,"
                          + " such as one of hdfs://, where one runs on "
                          + host
                          + ". Received: none"));
            });
  }
}
