package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.driver.checkpoint.CheckpointSpec;
import org.lockstep.driver.job.JobSpec.LoopChoice;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.LayerRates;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;

/** The keys of {@code training}, in both directions. */
final class TrainingKeys {
  private static final String VALIDATION = "validation_";

  private TrainingKeys() {}

  /** The choices of the section that do not belong to {@link TrainingSpec} are beside it. */
  record Training(
      TrainingSpec spec,
      ClassWeight classWeight,
      LoopChoice loop,
      CheckpointSpec checkpoint,
      Optional<StreamChoice> stream,
      Optional<WarmStartChoice> warmStart) {}

  /**
   * @param data if it could be read; what early stopping can watch depends on it
   */
  static Optional<Training> read(Section section, Optional<DataSpec> data) {
    int workers = section.integer("workers", 4);
    int batchSize = section.integer("batchSize", 512);
    int epochs = section.integer("epochs", 100);
    int restarts = section.integer("restarts", 1);
    long seed = section.wholeNumber("seed", 1);
    ClassWeight classWeight = ClassWeightKeys.read(section, data);
    OptimizerSpec optimizer = OptimizerKeys.read(section.section("optimizer"));
    ScheduleSpec schedule = ScheduleKeys.read(section.section("schedule"));
    ClipSpec clip = ClipKeys.read(section.section("clip"));
    EarlyStoppingSpec stopping =
        section.has("earlyStopping")
            ? earlyStopping(section.section("earlyStopping"), data)
            : EarlyStoppingSpec.none();
    String watch = section.word("watch", Words.word(Watching.EPOCH), Words.of(Watching.values()));
    String loop = section.word("loop", "auto", Words.of(LoopChoice.values()));
    AveragingSpec averaging = AveragingKeys.read(section);
    String compression = section.word("compression", "none", Words.of(Compression.values()));
    if (loop.equals("round") && !compression.equals("none")) {
      section.reject("compression", "none where loop is round: only ranks in step compress");
    }
    CheckpointSpec checkpoint = CheckpointKeys.read(section.section("checkpoint"));
    Optional<StreamChoice> stream = StreamKeys.read(section);
    LayerRates layerRates = LayerRateKeys.read(section);
    Optional<WarmStartChoice> warmStart = WarmStartKeys.read(section);
    if (warmStart.isPresent() && restarts > 1) {
      section.reject("restarts", "1 where warmStart says what the training starts from");
    }
    section.finish();
    return section
        .build(
            () ->
                new TrainingSpec(
                    workers,
                    batchSize,
                    epochs,
                    seed,
                    optimizer,
                    schedule,
                    stopping,
                    clip,
                    restarts,
                    Words.parse(Watching.class, watch),
                    averaging,
                    Words.parse(Compression.class, compression),
                    layerRates))
        .map(
            spec ->
                new Training(
                    spec,
                    classWeight,
                    Words.parse(LoopChoice.class, loop),
                    checkpoint,
                    stream,
                    warmStart));
  }

  static Map<String, Object> write(
      TrainingSpec spec,
      ClassWeight classWeight,
      LoopChoice loop,
      CheckpointSpec checkpoint,
      Optional<StreamChoice> stream,
      Optional<WarmStartChoice> warmStart) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("workers", spec.workers());
    keys.put("batchSize", spec.batchSize());
    keys.put("epochs", spec.epochs());
    keys.put("restarts", spec.restarts());
    keys.put("seed", spec.seed());
    keys.put("classWeight", ClassWeightKeys.write(classWeight));
    keys.put("optimizer", OptimizerKeys.write(spec.optimizer()));
    keys.put("schedule", ScheduleKeys.write(spec.schedule()));
    keys.put("clip", ClipKeys.write(spec.clip()));
    EarlyStoppingSpec stopping = spec.earlyStopping();
    if (stopping.enabled()) {
      Map<String, Object> inner = new LinkedHashMap<>();
      inner.put("patience", stopping.patience());
      inner.put("minDelta", stopping.minDelta());
      inner.put("restoreBest", stopping.restoreBest());
      inner.put("monitor", stopping.monitor());
      keys.put("earlyStopping", inner);
    }
    keys.put("watch", Words.word(spec.watch()));
    keys.put("loop", Words.word(loop));
    keys.put("checkpoint", CheckpointKeys.write(checkpoint));
    keys.put("averagingPeriod", AveragingKeys.write(spec.averaging()));
    keys.put("compression", Words.word(spec.compression()));
    StreamKeys.write(stream, keys);
    LayerRateKeys.write(spec.layerRates(), keys);
    keys.put("warmStart", WarmStartKeys.write(warmStart));
    return keys;
  }

  private static EarlyStoppingSpec earlyStopping(Section section, Optional<DataSpec> data) {
    int patience = section.integer("patience", 5);
    double minDelta = section.number("minDelta", 0);
    boolean restoreBest = section.flag("restoreBest", true);
    String monitor =
        data.isPresent()
            ? section.word("monitor", VALIDATION + "loss", quantities(data.get()))
            : section.text("monitor", VALIDATION + "loss");
    boolean noValidation = data.isPresent() && data.get().split().validation() == 0;
    if (noValidation && monitor.startsWith(VALIDATION)) {
      section.reject(
          "monitor",
          "a quantity of the training rows, such as loss, where data.split.validation is 0");
    }
    section.finish();
    return section
        .build(() -> new EarlyStoppingSpec(patience, minDelta, restoreBest, monitor))
        .orElse(EarlyStoppingSpec.none());
  }

  private static List<String> quantities(DataSpec data) {
    Task task = Tasks.like(data.outcome());
    // Labels that are found in the data may be any number.
    int classes = data.labels().isEmpty() ? Integer.MAX_VALUE : data.labels().size();
    return Stream.concat(
            quantities(Totals.evaluationMetricNames(task, classes)).map(VALIDATION::concat),
            quantities(Totals.metricNames(task)))
        .toList();
  }

  private static Stream<String> quantities(List<String> metrics) {
    return Stream.concat(Stream.of("loss", "objective"), metrics.stream());
  }
}
