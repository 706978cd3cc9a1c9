/** One logical worker's part of a step: the gradient of the sum of its rows' losses. */
package org.lockstep.trainer.gradient;
