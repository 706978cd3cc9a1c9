/** Rounds of steps that each worker makes on its own, and the average of what they come to. */
package org.lockstep.trainer.averaging;
