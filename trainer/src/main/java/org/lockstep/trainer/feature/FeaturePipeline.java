package org.lockstep.trainer.feature;

import java.io.Serializable;

/**
 * A fitted feature pipeline: what turns a row of the data into {@link #width()} network inputs. It
 * is fitted on the training split only and travels inside the model.
 */
public interface FeaturePipeline extends Serializable {

  /** What a row is before the pipeline. */
  enum Kind {
    /** One text. */
    TEXT,
    /** Numeric and categorical columns. */
    TABLE,
    /** A numeric vector, used as it is. */
    VECTOR
  }

  Kind kind();

  /** The number of network inputs. */
  int width();

  /**
   * The name of one input: a term, a column, or {@code column=category}.
   *
   * @throws IndexOutOfBoundsException unless 0 <= index < width
   */
  String featureName(int index);
}
