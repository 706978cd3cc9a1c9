package org.lockstep.trainer.seeded;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.metric.Scores;

/** Scores whose table of classes, an array without equality, is a value. */
public final class WithoutTable {
  private WithoutTable() {}

  public static Scores of(Scores scores) {
    Map<String, Double> values = new LinkedHashMap<>(scores.values());
    scores.confusion().ifPresent(table -> values.put("table", (double) Arrays.deepHashCode(table)));
    return new Scores(
        scores.rows(), scores.loss(), values, Optional.empty(), scores.classes(), scores.outputs());
  }
}
