/** The V logical workers of a run, wherever they are. */
package org.lockstep.trainer.worker;
