package org.lockstep.driver.job;

import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * What is chosen of the last dense layer, whose width follows from the data.
 *
 * @param initializer of its kernel
 * @param bias whether it has one
 * @param regularizer of its kernel
 */
public record OutputLayer(Initializer initializer, boolean bias, RegularizerSpec regularizer) {

  /** Its layer of that many logits. */
  DenseSpec spec(int logits) {
    return new DenseSpec(logits, new Identity(), initializer, bias, regularizer);
  }
}
