/** Numbers that are not finite: noticing them, finding where they began, saying what to try. */
package org.lockstep.trainer.divergence;
