/** What the ranks of a run send each other, and in which bytes. */
package org.lockstep.trainer.exchange;
