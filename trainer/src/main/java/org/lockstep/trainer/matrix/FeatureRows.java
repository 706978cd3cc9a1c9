package org.lockstep.trainer.matrix;

import java.io.Serializable;

/**
 * Rows of features, dense or sparse; text stays sparse from the tokenizer to the gradient. In
 * memory they are a {@link Matrix} or {@link SparseRows}.
 */
public interface FeatureRows extends Serializable {

  int rows();

  int columns();

  /** Numbers of a row: its non-zeros, or {@link #columns()} if dense. */
  int length(int row);

  /** Whether a row names the columns of its numbers. */
  boolean isSparse();
}
