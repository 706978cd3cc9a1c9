/** The workers of a run that several processes share: who merges and updates what. */
package org.lockstep.trainer.rank;
