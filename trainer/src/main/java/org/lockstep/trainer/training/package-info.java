/** What a step and an epoch mean: logical workers, their merge tree, the run and its history. */
package org.lockstep.trainer.training;
