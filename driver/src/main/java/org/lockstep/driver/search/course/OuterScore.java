package org.lockstep.driver.search.course;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a whole search was worth on rows that it had not seen.
 *
 * @param fold of the outer division, counted from 1
 * @param winner of the search on the other folds' rows
 * @param scores of the winner, trained anew on all these rows, on the fold's
 * @param sha256 of its parameters
 */
public record OuterScore(int fold, Trial winner, Map<String, Double> scores, String sha256) {

  public OuterScore {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }
}
