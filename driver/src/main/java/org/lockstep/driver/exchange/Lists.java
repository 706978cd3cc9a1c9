package org.lockstep.driver.exchange;

import java.util.List;
import java.util.stream.Collectors;

/** Lists inside sentences. */
final class Lists {
  private static final int SHOWN = 20;

  private Lists() {}

  /** {@code 1, 2, 3}, after twenty {@code … and 7 more}. */
  static String shortened(List<?> values) {
    String shown =
        values.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return values.size() <= SHOWN ? shown : shown + " and " + (values.size() - SHOWN) + " more";
  }
}
