package org.lockstep.trainer.watching;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;

/** One thing that can go wrong, recognised by a stated threshold. May remember earlier reports. */
interface Symptom {

  /** What a report shows of it; empty for a healthy one. */
  List<Finding> in(LayerReport report);

  /** Writes what it remembers; nothing for most. */
  default void write(ByteOutput out) throws IOException {}

  /** Remembers what {@link #write} wrote. */
  default void read(ByteInput in) throws IOException {}

  /** A number for people: three significant digits. */
  static String figure(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
