package org.lockstep.driver.job;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.job.TrainingKeys.Training;
import org.lockstep.driver.search.spec.JudgeSpec;
import org.lockstep.driver.search.spec.SearchSpec;
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
    return read(JobFile.load(file, overrides), defaultName(file), problems);
  }

  /** Of values that are resolved. */
  static Optional<JobSpec> read(ConfigObject root, String defaultName, Problems problems) {
    Section top = new Section(root, "", root.origin(), problems);
    String name = top.text("name", defaultName);
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
    ReportSpec report = ReportKeys.read(top.section("report"));
    Optional<SearchSpec> search =
        top.has("search") ? SearchKeys.read(top.section("search"), data) : Optional.empty();
    top.finish();
    data.ifPresent(known -> checkOutput(known, network, top));
    data.ifPresent(known -> checkLoss(known, network, top));
    data.ifPresent(known -> checkBounds(known, network, top));
    data.ifPresent(known -> checkBaselines(known, report, top));
    data.ifPresent(known -> checkCode(known, network, top));
    features.ifPresent(known -> checkFirstLayer(known, network, top));
    data.ifPresent(known -> checkRatios(known, features.orElseThrow(), top));
    if (data.isEmpty() || training.isEmpty()) {
      return Optional.empty();
    }
    Optional<JobSpec> job =
        top.build(
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
                    training.get().stream(),
                    training.get().warmStart(),
                    report,
                    search));
    job.ifPresent(known -> checkSearch(known, top));
    if (problems.isEmpty()) {
      job.ifPresent(known -> SearchedKeys.check(known, top));
    }
    return job;
  }

  private static void checkSearch(JobSpec job, Section top) {
    if (job.search().isEmpty()) {
      return;
    }
    SearchSpec search = job.search().get();
    Section section = top.section("search");
    boolean holdout = search.judge().type() == JudgeSpec.Type.HOLDOUT;
    if (holdout && job.data().split().validation() == 0) {
      section.section("judge").reject("type", "folds where data.split.validation is 0");
    }
    if (search.judge().type() == JudgeSpec.Type.NESTED) {
      // Its winners are trained without validation rows, which the outer scores must not see.
      if (!search.refit()) {
        section.reject("refit", "true where search.judge.type is nested");
      }
      if (job.threshold() instanceof ThresholdChoice.Tuned) {
        section
            .section("judge")
            .reject("type", "holdout or folds where prediction.threshold is tuned");
      }
    }
    if (search.halving().halves()) {
      Section halving = section.section("halving");
      if (job.training().restarts() > 1) {
        halving.reject("type", "none where training.restarts is above 1");
      }
      if (search.halving().minEpochs() > job.training().epochs()) {
        halving.reject("minEpochs", "at most training.epochs, " + job.training().epochs());
      }
    }
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

  /** Spark ML's classifiers and regressors have one answer a row. */
  private static void checkBaselines(DataSpec data, ReportSpec report, Section top) {
    boolean one =
        data.outcome() == Outcome.CLASS
            || data.columns().target().filter(target -> target.columns().size() == 1).isPresent();
    if (!one && report.baselines() != BaselineChoice.NONE) {
      top.section("report")
          .reject(
              "baselines",
              "none where rows have several labels, shares or numbers, or are reconstructed");
    }
  }

  /** Without a layer between there is nothing that says a row in fewer numbers. */
  private static void checkCode(DataSpec data, NetworkSection network, Section top) {
    if (data.outcome() == Outcome.RECONSTRUCTION
        && network.hidden().stream().noneMatch(DenseSpec.class::isInstance)) {
      top.section("network")
          .reject("layers", "one dense layer or more where the features are reconstructed");
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

  /** Log-count ratios compare classes. */
  private static void checkRatios(DataSpec data, FeatureSection features, Section top) {
    if (features instanceof FeatureSection.Text text
        && text.spec().naiveBayes()
        && data.outcome() != Outcome.CLASS) {
      top.section("features").reject("naiveBayes", "false where a row has no class of its own");
    }
  }

  private static String defaultName(Path file) {
    return file.getFileName().toString().replaceAll("\\.conf$", "");
  }
}
