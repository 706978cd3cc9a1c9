/** What a run may want to know of its workers' rows beside gradients and scores. */
package org.lockstep.trainer.question;
