package org.lockstep.driver.flow;

import java.io.File;
import java.util.List;
import java.util.Optional;
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
    elsewhere(spark)
        .ifPresent(
            host -> {
              throw new JobException(
                  List.of(
                      "training.stream.directory must name a directory that all executors reach,"
                          + " such as one of hdfs://, where one runs on "
                          + host
                          + ". Received: none"));
            });
    File local = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0];
    return new StreamFolder(local.toURI() + name, choice.order());
  }

  /** A host of an executor that does not share the driver's disk, as far as addresses tell. */
  private static Optional<String> elsewhere(SparkContext spark) {
    if (spark.isLocal()) {
      return Optional.empty();
    }
    String here = SparkEnv.get().blockManager().blockManagerId().host();
    return CollectionConverters.asJava(spark.getExecutorMemoryStatus().keySet()).stream()
        .map(address -> address.substring(0, address.lastIndexOf(':')))
        .filter(host -> !host.equals(here))
        .findFirst();
  }
}
