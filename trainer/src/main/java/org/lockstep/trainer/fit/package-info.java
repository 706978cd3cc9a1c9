/** The run from its first step to its result: epochs, early stopping, watching, restarts. */
package org.lockstep.trainer.fit;
