/** What a training is told, {@code TrainingSpec}, and what it tells: epochs and the result. */
package org.lockstep.trainer.training;
