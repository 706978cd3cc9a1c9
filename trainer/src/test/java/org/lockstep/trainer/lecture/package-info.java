/**
 * The worked arithmetic of lecture notes on neural networks, and the small truths that they teach,
 * through the trainer itself. Only the figures that a test names as the notes' are theirs; where
 * the inputs behind a figure are not known, they are ours and give it.
 */
package org.lockstep.trainer.lecture;
