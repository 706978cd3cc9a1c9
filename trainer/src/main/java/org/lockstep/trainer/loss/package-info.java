/** Losses computed from logits, one file per formula. */
package org.lockstep.trainer.loss;
