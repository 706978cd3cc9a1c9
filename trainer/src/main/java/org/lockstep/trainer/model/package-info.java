/** Model files: weights as safetensors, everything else as a JSON card; data only, never code. */
package org.lockstep.trainer.model;
