package org.lockstep.trainer.table;

import java.util.List;

/**
 * numerator / denominator; blank where either is blank or the quotient is not finite (denominator
 * 0).
 *
 * @param name the feature's name
 * @param numerator a numeric column of the table
 * @param denominator a numeric column of the table
 */
public record RatioColumn(String name, String numerator, String denominator)
    implements DerivedColumn {
  public RatioColumn {
    Column.requireName(name);
  }

  @Override
  public List<String> operands() {
    return List.of(numerator, denominator);
  }

  @Override
  public double value(double[] operands) {
    double ratio = operands[0] / operands[1];
    return Double.isFinite(ratio) ? ratio : Double.NaN;
  }
}
