package org.lockstep.datasets.source;

import java.io.Serializable;
import java.util.List;
import org.lockstep.datasets.check.Problem;

/** Checks the cells of a row's outcome and makes its column of them. */
interface OutcomeCheck extends Serializable {

  /**
   * Why the row is rejected, or null.
   *
   * @param cells the outcome's own, without surrounding white space
   */
  Problem problem(List<String> cells);

  /** The value of the row's outcome column; hashes it. Only for cells without a problem. */
  Object value(List<String> cells, ContentHash hash);

  /** The check for a data set whose rows have an outcome. */
  static OutcomeCheck of(DataSpec spec) {
    if (spec.isRegression()) {
      return new NumberCheck(spec.columns().target().orElse(new TargetSpec("target", 1)));
    }
    boolean vector = spec.source() == SourceName.LIBSVM;
    LabelSpec label = spec.columns().label().orElse(LabelSpec.of("label"));
    return switch (label.encoding()) {
      case CLASS -> new ClassCheck(label.columns().get(0), spec.labels(), vector);
      case LIST -> new LabelListCheck(label, spec.labels());
      case COLUMNS, ONE_HOT -> new LabelColumnsCheck(label);
      case DISTRIBUTION -> new SharesCheck(label.columns());
    };
  }
}
