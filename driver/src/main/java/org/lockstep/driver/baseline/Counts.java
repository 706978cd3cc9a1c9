package org.lockstep.driver.baseline;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of one split by true and predicted class. */
final class Counts {
  private final long[][] counts;

  Counts(int classes) {
    counts = new long[classes][classes];
  }

  void add(int truth, int predicted, long rows) {
    counts[truth][predicted] += rows;
  }

  /** Accuracy and the mean over classes of F1, 0 where that would be 0/0. */
  Map<String, Double> scores() {
    int classes = counts.length;
    long all = 0;
    long right = 0;
    double f1 = 0;
    for (int c = 0; c < classes; c++) {
      long support = 0;
      long predicted = 0;
      for (int other = 0; other < classes; other++) {
        support += counts[c][other];
        predicted += counts[other][c];
      }
      all += support;
      right += counts[c][c];
      f1 += support + predicted == 0 ? 0 : 2.0 * counts[c][c] / (support + predicted);
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", (double) right / all);
    scores.put("macro_f1", f1 / classes);
    return scores;
  }
}
