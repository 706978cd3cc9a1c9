/** Activation functions of dense layers, one file per formula. */
package org.lockstep.trainer.activation;
