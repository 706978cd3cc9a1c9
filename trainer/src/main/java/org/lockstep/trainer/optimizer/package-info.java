/** Optimizers, one file per formula; every operation and its order is fixed. */
package org.lockstep.trainer.optimizer;
