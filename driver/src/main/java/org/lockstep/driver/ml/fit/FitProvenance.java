package org.lockstep.driver.ml.fit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.driver.report.Hardware;
import org.lockstep.driver.report.Versions;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;

/** What the card of an estimator's model tells about how the model came to be. */
final class FitProvenance {
  private FitProvenance() {}

  /** Of values that a card can hold. */
  static Map<String, Object> of(NetworkParams params, NetworkTraining.Trained trained) {
    TrainingResult result = trained.outcome().best();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", "dataframe");
    data.put("rows", trained.rows());
    data.put("fingerprints", new LinkedHashMap<String, Object>(trained.fingerprints()));
    Map<String, Object> hardware = Hardware.ofThisMachine();
    hardware.put("kernel", Kernels.best().name());
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("name", params.uid());
    card.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    card.put("versions", new LinkedHashMap<String, Object>(Versions.all()));
    card.put("hardware", hardware);
    card.put("data", data);
    card.put("params", params(params));
    card.put("bestEpoch", (long) result.bestEpoch());
    card.put("epochs", (long) result.epochs());
    card.put("stopReason", result.stopReason());
    card.put("scores", scores(result.history().get(trained.keptEpoch() - 1)));
    card.put(
        "losses",
        result.history().stream().map(FitProvenance::loss).map(Object.class::cast).toList());
    card.putAll(trained.start());
    return card;
  }

  private static double loss(EpochRecord epoch) {
    return epoch.train().loss();
  }

  /**
   * Of the epoch whose weights are kept: the training rows as they were seen, and the held ones.
   */
  private static Map<String, Object> scores(EpochRecord kept) {
    Map<String, Object> splits = new LinkedHashMap<>();
    splits.put("train", scores(kept.train()));
    if (kept.validation().rows() > 0) {
      splits.put("validation", scores(kept.validation()));
    }
    return splits;
  }

  /** Those that are numbers: a card has no NaN. */
  private static Map<String, Object> scores(Scores scores) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("loss", scores.loss());
    all.putAll(scores.values());
    Map<String, Object> numbers = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            numbers.put(name, value);
          }
        });
    return numbers;
  }

  /** Those that are set or have a default, as texts by name. */
  private static Map<String, Object> params(NetworkParams params) {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (Param<?> param : params.params()) {
      if (params.isDefined(param)) {
        texts.put(param.name(), text(params.getOrDefault(param)));
      }
    }
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof Vector vector) {
      return vector.size() + " numbers"; // as many as the weights: their hash is in the card
    }
    return value instanceof String[] words ? List.of(words).toString() : String.valueOf(value);
  }
}
