package org.lockstep.trainer.watching;

import java.util.List;
import java.util.Locale;

/** One thing that can go wrong, recognised by a stated threshold. May remember earlier reports. */
interface Symptom {

  /** What a report shows of it; empty for a healthy one. */
  List<Finding> in(LayerReport report);

  /** A number for people: three significant digits. */
  static String figure(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
