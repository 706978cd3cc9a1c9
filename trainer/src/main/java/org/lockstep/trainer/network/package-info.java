/** Layers, the layout of their numbers in one array, forward and backward passes. */
package org.lockstep.trainer.network;
