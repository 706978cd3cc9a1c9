package org.lockstep.datasets.split;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.lockstep.datasets.check.DataException;
import org.lockstep.trainer.data.Split;

/**
 * Training, validation and test rows of different groups. Rows that are equal but of two groups go
 * where their groups go. One pass counts the rows of each group; the driver holds a line a group
 * and stratum.
 */
final class GroupedSplit {
  private static final String GROUP = "split_group";

  private final SplitSpec spec;
  private final List<String> strata;
  private final boolean classes;

  /**
   * @param strata in a fixed order
   * @param classes whether they are classes, each of which every split needs
   */
  GroupedSplit(SplitSpec spec, List<String> strata, boolean classes) {
    this.spec = spec;
    this.strata = strata;
    this.classes = classes;
  }

  /**
   * The split of a row.
   *
   * @param rows that are to be divided, with {@code split_group}
   * @param stratum the column
   * @throws DataException if there are too few groups, or a class is not in every split
   */
  Column of(Dataset<Row> rows, String stratum, long key) {
    Map<Long, long[]> counts = counts(rows, stratum);
    long[] groups = counts.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    long[][] ofGroup = new long[groups.length][];
    for (int i = 0; i < groups.length; i++) {
      ofGroup[i] = counts.get(groups[i]);
    }
    double test = spec.ownTest() ? 0 : spec.test();
    int[] splits = deal(new GroupDeal(spec.train(), spec.validation(), test), groups, ofGroup, key);
    requireTwoClasses(ofGroup);
    requireClasses(ofGroup, splits, spec.train(), spec.validation(), test);
    HashMap<Long, Integer> splitOf = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      splitOf.put(groups[i], splits[i]);
    }
    UDF1<Long, String> split =
        group -> group == null ? null : Split.values()[splitOf.get(group)].label();
    return functions.udf(split, DataTypes.StringType).apply(col(GROUP));
  }

  private Map<Long, long[]> counts(Dataset<Row> rows, String stratum) {
    Map<String, Integer> places = new HashMap<>();
    strata.forEach(name -> places.put(name, places.size()));
    Map<Long, long[]> counts = new HashMap<>();
    for (Row row : rows.groupBy(col(GROUP), col(stratum)).count().collectAsList()) {
      counts
              .computeIfAbsent(row.getLong(0), group -> new long[strata.size()])[
              places.get(row.getString(1))] =
          row.getLong(2);
    }
    return counts;
  }

  private static int[] deal(GroupDeal deal, long[] groups, long[][] rows, long key) {
    try {
      return deal.deal(groups, rows, key);
    } catch (IllegalArgumentException e) {
      throw DataException.bad("%s", e.getMessage());
    }
  }

  private void requireTwoClasses(long[][] rows) {
    List<String> present = new ArrayList<>();
    for (int stratum = 0; stratum < strata.size(); stratum++) {
      int at = stratum;
      if (Arrays.stream(rows).anyMatch(counts -> counts[at] > 0)) {
        present.add(strata.get(stratum));
      }
    }
    if (classes && present.size() < 2) {
      throw DataException.bad(
          "a classification needs rows of at least two classes. Received: only %s", present);
    }
  }

  private void requireClasses(long[][] rows, int[] splits, double... shares) {
    long[][] found = new long[shares.length][strata.size()];
    for (int group = 0; group < splits.length; group++) {
      for (int stratum = 0; stratum < strata.size(); stratum++) {
        found[splits[group]][stratum] += rows[group][stratum];
      }
    }
    for (int split = 0; split < shares.length; split++) {
      for (int stratum = 0; classes && stratum < strata.size(); stratum++) {
        if (shares[split] > 0 && found[split][stratum] == 0) {
          throw DataException.bad(
              "class \"%s\" must be in groups of every split; another training.seed deals groups otherwise. Received: no row in the %s split",
              strata.get(stratum), Split.values()[split].label());
        }
      }
    }
  }
}
