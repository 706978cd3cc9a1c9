/** Narrow networks that are trained side by side, an example read once for all. */
package org.lockstep.trainer.fused;
