/** Gradient clipping, one file per formula. */
package org.lockstep.trainer.clipping;
