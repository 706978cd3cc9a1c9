/** Initial kernels, one file per formula. */
package org.lockstep.trainer.initializer;
