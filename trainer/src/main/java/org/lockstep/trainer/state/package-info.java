/** A training at the end of a step, with all that its further steps depend on, and its bytes. */
package org.lockstep.trainer.state;
