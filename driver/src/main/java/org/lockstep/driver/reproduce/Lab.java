package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.flow.CollectedRows;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Where experiments are run: Spark reads and prepares a job's rows once, whatever is trained on
 * them, and the trainings run in this process.
 */
final class Lab {
  /** Prepared rows that are kept: those of one feature setting, and one more. */
  private static final int KEPT = 2;

  private final SparkSession spark;
  private final LookUp lookUp;
  private final Path jobs;
  private final int mostEpochs;
  private final Consumer<String> say;
  private final Map<List<Object>, CollectedRows> rows =
      new LinkedHashMap<>(KEPT + 1, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, CollectedRows> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param jobs where the job files of the experiments are written
   * @param mostEpochs of any training
   * @param say told of every training
   */
  Lab(SparkSession spark, LookUp lookUp, Path jobs, int mostEpochs, Consumer<String> say) {
    this.spark = spark;
    this.lookUp = lookUp;
    this.jobs = jobs;
    this.mostEpochs = mostEpochs;
    this.say = say;
  }

  LookUp lookUp() {
    return lookUp;
  }

  /** A job file that comes with the experiments, written beside the figures. */
  Path jobFile(String name) throws IOException {
    Path file = jobs.resolve(name + ".conf");
    try (InputStream in = Lab.class.getResourceAsStream(name + ".conf")) {
      Files.createDirectories(jobs);
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /**
   * A training of a job.
   *
   * @param how the command that trains it by hand
   */
  record Run(Trained trained, CollectedRows rows, JobSpec job, String how) {}

  /** Trains a job that comes with the experiments, changed by {@code key=value}. */
  Run train(String name, String... changes) throws IOException {
    return train(jobFile(name), List.of(changes));
  }

  /** Trains any job, changed by {@code key=value}. */
  Run train(Path file, List<String> changes) throws IOException {
    JobSpec job = JobReader.read(file, changes);
    CollectedRows data = rows(job, false);
    say.accept(file.getFileName() + " " + String.join(" ", changes));
    List<String> words = new ArrayList<>(List.of("submit/lockstep", "train", file.toString()));
    changes.forEach(change -> words.addAll(List.of("--set", "'" + change + "'")));
    return new Run(fit(data, job), data, job, String.join(" ", words));
  }

  /** Trains on rows that are prepared. */
  Trained fit(CollectedRows data, JobSpec job) {
    return fit(data.network(job), job.training(), data.splits());
  }

  /** Trains a network on any rows. */
  Trained fit(NetworkSpec network, TrainingSpec training, Map<Split, List<Shard>> shards) {
    TrainingSpec capped =
        training.with(Math.min(mostEpochs, training.epochs()), training.earlyStopping());
    return Trained.of(network, capped, shards);
  }

  /**
   * The job's rows with its features, read and fitted unless they are at hand.
   *
   * @param joined whether the validation rows are training rows, too
   */
  CollectedRows rows(JobSpec job, boolean joined) throws IOException {
    List<Object> key =
        List.of(
            job.data(),
            job.features(),
            job.classWeight(),
            job.training().workers(),
            job.training().seed(),
            joined);
    CollectedRows found = rows.get(key);
    if (found == null) {
      found = CollectedRows.of(spark, job, lookUp, joined);
      rows.put(key, found);
    }
    return found;
  }
}
