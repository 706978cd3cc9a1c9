package org.lockstep.driver.ml;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.lockstep.driver.report.Versions;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;

/** What the card of an estimator's model tells about how the model came to be. */
final class FitProvenance {
  private FitProvenance() {}

  static Map<String, Object> of(NetworkParams params, NetworkTraining.Trained trained) {
    TrainingResult result = trained.outcome().best();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", "dataframe");
    data.put("rows", trained.rows());
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("name", params.uid());
    card.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    card.put("versions", new LinkedHashMap<String, Object>(Versions.all()));
    card.put("data", data);
    card.put("params", params(params));
    card.put("bestEpoch", (long) result.bestEpoch());
    card.put("epochs", (long) result.epochs());
    card.put("stopReason", result.stopReason());
    card.put(
        "losses",
        result.history().stream().map(FitProvenance::loss).map(Object.class::cast).toList());
    card.putAll(trained.warmStart());
    return card;
  }

  private static double loss(EpochRecord epoch) {
    return epoch.train().loss();
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
    return value instanceof String[] words ? List.of(words).toString() : String.valueOf(value);
  }
}
