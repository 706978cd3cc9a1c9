package org.lockstep.driver.flow;

import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Examples;
import org.lockstep.driver.report.RunOutcome.DataOrigin;

/** Says where checked rows came from. */
final class DataOrigins {
  private static final String GENERATED = "generated";

  private DataOrigins() {}

  static DataOrigin of(DataSpec spec, Examples examples) {
    return new DataOrigin(
        examples.generated() ? GENERATED : spec.source().word(),
        examples.origin(),
        examples.rejected());
  }
}
