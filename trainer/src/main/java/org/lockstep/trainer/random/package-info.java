/**
 * Counter-based random numbers: a value is a function of (seed, purpose, keys, counter) and of
 * nothing else.
 */
package org.lockstep.trainer.random;
