/** From logits to labels: one rule for training, evaluation and every prediction. */
package org.lockstep.trainer.decision;
