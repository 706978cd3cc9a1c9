package org.lockstep.driver.flow;

import java.util.List;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.TargetSpec;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.driver.report.RunOutcome.Groups;

/** Says where checked rows came from, and what is told of them. */
final class DataOrigins {
  private static final String GENERATED = "generated";

  private DataOrigins() {}

  static DataOrigin of(DataSpec spec, Examples examples) {
    return new DataOrigin(
        examples.generated() ? GENERATED : spec.source().word(),
        examples.origin(),
        examples.rejected(),
        spec.split().group().map(by -> new Groups(by, groups(examples))));
  }

  private static long groups(Examples examples) {
    return examples.rows().select(ShardColumns.GROUP).na().drop().distinct().count();
  }

  /**
   * How many numbers the network's outputs stand for.
   *
   * @param features the width of a row
   */
  static int outputs(DataSpec spec, List<String> labels, int features) {
    return switch (spec.outcome()) {
      case RECONSTRUCTION -> features;
      case NUMBERS -> targets(spec).size();
      case CLASS, LABELS, SHARES, NONE -> labels.size();
    };
  }

  /** The names of the numbers to predict; one without a column is "target"; empty for labels. */
  static List<String> targets(DataSpec spec) {
    if (!spec.isRegression()) {
      return List.of();
    }
    return spec.columns().target().map(TargetSpec::columns).orElse(List.of("target"));
  }
}
