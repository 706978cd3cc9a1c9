package org.lockstep.driver.ml.network;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * What a model's new columns hold of one row. It travels in every task, so it holds choices and no
 * weights.
 */
@FunctionalInterface
public interface RowAnswers extends Serializable {

  /**
   * Asks the network once, whatever is wanted of its answer.
   *
   * @return a value a column, in their order
   */
  Object[] of(FittedNetwork network, Vector features);
}
