package org.lockstep.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/** A network's numbers, one line a kernel, bias or other slice: shape, how many, bytes. */
public final class NetworkTable {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private NetworkTable() {}

  /** The lines. */
  public static List<String> lines(NetworkSpec network) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"layer", "shape", "parameters", "bytes"});
    long all = 0;
    for (Slice slice : new ParameterLayout(network).slices()) {
      String shape =
          slice.kernel()
              ? slice.rows() + " × " + slice.columns()
              : Integer.toString(slice.columns());
      rows.add(
          new String[] {
            slice.name(), shape, Figures.count(slice.size()), bytes(4L * slice.size())
          });
      all += slice.size();
    }
    rows.add(new String[] {"all", "", Figures.count(all), bytes(4 * all)});
    return ScoreTable.align(rows);
  }

  /** In powers of 1,000. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
