package org.lockstep.driver.search.judge;

import java.util.List;

/**
 * Cross-validation of the search itself: for each outer division a search that sees the outer
 * training rows alone, judged by the inner folds; its winner, refitted on them, is scored once on
 * the outer judging rows. The mean of those scores is what the procedure achieves on new rows, free
 * of the luck by which the best of many settings looks better than it is.
 */
public record Nested(KFold outer, KFold inner) {

  /**
   * @param division the outer one
   * @param inner divisions of {@code division.training()}, in the numbering of all rows
   */
  public record Outer(Division division, List<Division> inner) {}

  /** One a fold and repetition of {@link #outer}, in order. */
  public List<Outer> outers(Rows rows, long seed) {
    return outer.divisions(rows, seed).stream()
        .map(division -> outer(division, rows, seed))
        .toList();
  }

  private Outer outer(Division division, Rows rows, long seed) {
    int[] places = division.training();
    return new Outer(
        division,
        inner.divisions(rows.at(places), seed).stream().map(d -> d.within(places)).toList());
  }
}
