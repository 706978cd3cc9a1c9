package org.lockstep.datasets.shard;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamSpec;

/**
 * Where the files of streamed shards lie, on a file system that every executor reaches.
 *
 * @param path a folder for these files alone, made when it is first used
 * @param order how the rows are cut into blocks and shuffled
 */
public record StreamFolder(String path, StreamSpec order) implements Serializable {

  /** A file of one split of one worker. */
  String file(int worker, Split split) {
    return "%s/worker-%d-%s.parquet".formatted(path, worker, split.label());
  }

  /** Makes sure that the folder goes away with this JVM, if it has not gone before. */
  void deleteAtExit(JavaSparkContext spark) {
    try {
      files(spark.hadoopConfiguration()).deleteOnExit(new Path(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the folder and all that is in it. */
  void delete(JavaSparkContext spark) {
    try {
      files(spark.hadoopConfiguration()).delete(new Path(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be deleted: " + e, e);
    }
  }

  private FileSystem files(Configuration hadoop) throws IOException {
    return new Path(path).getFileSystem(hadoop);
  }
}
