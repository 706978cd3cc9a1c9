package org.lockstep.driver.flow;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.lockstep.driver.checkpoint.Checkpoint;
import org.lockstep.driver.checkpoint.CheckpointStore;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.transfer.TakenSlice;
import org.lockstep.trainer.transfer.WarmStart;

/**
 * A trained network that another training starts from: the model of a directory, of a run, or of a
 * Spark ML model of ours; of a run that has none yet, its newest checkpoint that is whole.
 */
public final class WarmSource {
  private static final String CARD = "card.json";
  private static final String MODEL = "model";

  private WarmSource() {}

  /**
   * @param from a local directory, or its {@code file:} address
   * @throws JobException if there is no model and no checkpoint
   */
  public static Model read(String from, Configuration hadoop) throws IOException {
    Path directory = from.startsWith("file:") ? Path.of(URI.create(from)) : Path.of(from);
    for (Path candidate : List.of(directory, directory.resolve(MODEL))) {
      if (Files.isRegularFile(candidate.resolve(CARD))) {
        return ModelFile.read(candidate);
      }
    }
    Path job = directory.resolve(RunDirectory.JOB);
    if (Files.isRegularFile(job)) {
      return ofCheckpoint(directory, JobReader.read(job, List.of()), hadoop);
    }
    throw new JobException(
        List.of(
            "training.warmStart must be the directory of a model or a run. Received: %s, without %s, %s/%s or %s"
                .formatted(from, CARD, MODEL, CARD, RunDirectory.JOB)));
  }

  private static Model ofCheckpoint(Path run, JobSpec job, Configuration hadoop)
      throws IOException {
    String directory =
        job.checkpoint().directory().isEmpty()
            ? run.resolve("checkpoints").toString()
            : job.checkpoint().directory();
    List<String> passedOver = new ArrayList<>();
    try (CheckpointStore store =
        CheckpointStore.open(directory, job.checkpoint().keepLast(), hadoop)) {
      Checkpoint checkpoint =
          store
              .newest(passedOver::add)
              .orElseThrow(
                  () ->
                      new JobException(
                          List.of(
                              "training.warmStart must be a run with a model or a whole checkpoint."
                                  + " Received: %s %s".formatted(run, passedOver))));
      FeaturePipeline features = ModelFile.readFeatures(checkpoint.features());
      List<String> labels = job.data().labels();
      int outputs = DataOrigins.outputs(job.data(), labels, features.width());
      if (outputs == 0) {
        throw new JobException(
            List.of(
                "training.warmStart must be a model where labels were found in the data; a"
                    + " checkpoint does not name them. Received: "
                    + run));
      }
      NetworkSpec network =
          job.network().spec(features.width(), job.data().outcome(), outputs, List.of());
      TrainingState state = checkpoint.state();
      float[] parameters = state.best().length > 0 ? state.best() : state.parameters();
      return new Model(network, parameters, features, labels, Map.of());
    }
  }

  /** What a model's card tells of it. */
  public static Map<String, Object> card(String from, Model old, WarmStart start) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("from", from);
    card.put("sha256", old.sha256());
    card.put("features", (long) start.features());
    List<Object> slices = new ArrayList<>();
    for (TakenSlice slice : start.slices()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", slice.name());
      each.put("from", slice.from());
      each.put("rows", (long) slice.rows());
      each.put("columns", (long) slice.columns());
      slices.add(each);
    }
    card.put("slices", slices);
    return card;
  }
}
