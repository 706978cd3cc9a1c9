package org.lockstep.driver.search.space;

import java.util.List;

/**
 * The values that one parameter may take, laid on the unit interval: every value has its place, and
 * a uniform draw of places gives every choice the same chance.
 */
public sealed interface Domain permits Choice, IntegerRange, RealRange {

  /**
   * The value at a place.
   *
   * @param u in [0, 1]
   */
  Object value(double u);

  /**
   * The place of a value: the middle of its piece, so that {@code value(unit(x))} is x.
   *
   * @throws IllegalArgumentException if this domain does not have the value
   */
  double unit(Object value);

  /** The values of a grid, in order. */
  List<Object> grid();
}
