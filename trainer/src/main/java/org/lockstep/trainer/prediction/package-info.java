/** From parameters and rows to probabilities, without Spark and without training. */
package org.lockstep.trainer.prediction;
