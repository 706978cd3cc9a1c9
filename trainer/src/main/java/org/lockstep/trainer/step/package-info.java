/**
 * The steps of a run: gradient and update in turn, over workers that share this process's memory.
 */
package org.lockstep.trainer.step;
