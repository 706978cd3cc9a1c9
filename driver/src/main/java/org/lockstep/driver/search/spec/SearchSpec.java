package org.lockstep.driver.search.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.driver.search.space.Space;

/**
 * The choices of a search.
 *
 * @param space what may be chosen
 * @param targets by parameter, where its value goes
 * @param sampler which setting is tried next
 * @param halving whether bad trials are left behind
 * @param judge on which rows a trial is scored
 * @param metric of the validation rows
 * @param trials the most, ≥ 1
 * @param width trials given out whose results the sampler does not know yet, at most, ≥ 1; part of
 *     the search, not of the cluster
 * @param seed of the sampler and of the folds
 * @param retries of a trial that failed and may succeed, ≥ 0
 * @param budget when to stop before the last trial
 * @param spread how trials run on the cluster; changes no result
 * @param refit whether the winner is trained on the validation rows, too
 */
public record SearchSpec(
    Space space,
    Map<String, Target> targets,
    SamplerSpec sampler,
    HalvingSpec halving,
    JudgeSpec judge,
    String metric,
    int trials,
    int width,
    long seed,
    int retries,
    BudgetSpec budget,
    SpreadSpec spread,
    boolean refit) {

  public SearchSpec {
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    requireAtLeast("trials", trials, 1);
    requireAtLeast("width", width, 1);
    requireAtLeast("retries", retries, 0);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be >= %d. Received: %d".formatted(name, least, value));
    }
  }
}
