package org.lockstep.driver.job;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.job.TrainingKeys.Training;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;

/** Reads a job file: HOCON, with every key known, typed and placed. */
public final class JobReader {
  private JobReader() {}

  /**
   * Reads a job.
   *
   * @param file a HOCON file; files beside it may be included
   * @param overrides {@code key=value} each, stronger than the file; the last wins
   * @throws JobException with all problems of the file
   */
  public static JobSpec read(Path file, List<String> overrides) {
    Problems problems = new Problems();
    Optional<JobSpec> job = read(file, overrides, problems);
    problems.throwIfAny();
    return job.orElseThrow();
  }

  /** As {@link #read(Path, List)}, problems and known keys left in {@code problems}. */
  static Optional<JobSpec> read(Path file, List<String> overrides, Problems problems) {
    ConfigObject root = JobFile.load(file, overrides);
    Section top = new Section(root, "", root.origin(), problems);
    String name = top.text("name", defaultName(file));
    String title = top.text("title", name);
    Section dataSection = top.section("data");
    Section featureSection = top.section("features");
    Optional<DataSpec> preset = DataKeys.preset(dataSection);
    Optional<FeatureSection> features =
        preset.flatMap(known -> FeatureKeys.read(featureSection, known));
    Optional<DataSpec> data =
        features.flatMap(known -> DataKeys.read(dataSection, preset.get(), known));
    NetworkSection network = NetworkKeys.read(top.section("network"));
    Optional<Training> training = TrainingKeys.read(top.section("training"), data);
    ThresholdChoice threshold = PredictionKeys.read(top.section("prediction"), data, network);
    top.finish();
    data.ifPresent(known -> checkOutput(known, network, top));
    data.ifPresent(known -> checkLoss(known, network, top));
    data.ifPresent(known -> checkBounds(known, network, top));
    features.ifPresent(known -> checkFirstLayer(known, network, top));
    if (data.isEmpty() || training.isEmpty()) {
      return Optional.empty();
    }
    return top.build(
        () ->
            new JobSpec(
                name,
                title,
                data.get(),
                features.get(),
                network,
                training.get().spec(),
                training.get().classWeight(),
                threshold,
                training.get().loop(),
                training.get().checkpoint(),
                training.get().stream()));
  }

  /** What can be said of the output layer before the data are read. */
  private static void checkOutput(DataSpec data, NetworkSection network, Section top) {
    boolean known = data.outcome() != Outcome.CLASS || !data.labels().isEmpty();
    if (known) {
      try {
        network.task(data.outcome(), data.labels().size());
      } catch (JobException e) {
        top.section("network")
            .section("output")
            .reject("activation", e.getMessage().split(" must be |\\. Received", 3)[1]);
      }
    }
  }

  private static void checkLoss(DataSpec data, NetworkSection network, Section top) {
    try {
      // Two classes and more are trained by the same losses.
      network.loss(Tasks.like(data.outcome()));
    } catch (JobException e) {
      top.section("network")
          .section("loss")
          .reject("type", e.getMessage().split(" must be |\\. Received", 3)[1]);
    }
  }

  private static void checkBounds(DataSpec data, NetworkSection network, Section top) {
    try {
      network.outputSpec(Tasks.like(data.outcome()));
    } catch (JobException e) {
      Section output = top.section("network").section("output");
      output.reject(
          output.has("lower") ? "lower" : "upper",
          e.getMessage().split(" must be |\\. Received", 3)[1]);
    }
  }

  private static void checkFirstLayer(
      FeatureSection features, NetworkSection network, Section top) {
    Optional<LayerSpec> first =
        network.hidden().stream()
            .filter(l -> !(l instanceof DropoutSpec || l instanceof GaussianNoiseSpec))
            .findFirst();
    boolean fills = first.isPresent() && !(first.get() instanceof DenseSpec);
    if (fills && features instanceof FeatureSection.Text) {
      top.section("network")
          .reject(
              "layers",
              "begun by a dense layer where a text is the input: its features are sparse, and "
                  + first.get().word()
                  + " would turn their zeros into numbers");
    }
  }

  private static String defaultName(Path file) {
    return file.getFileName().toString().replaceAll("\\.conf$", "");
  }
}
