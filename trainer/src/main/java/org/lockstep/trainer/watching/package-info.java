/**
 * What is looked at while a network learns: lengths of weights, gradients and updates, in words.
 */
package org.lockstep.trainer.watching;
