/** What a new network takes over from a trained one: layers by name, features by name, labels. */
package org.lockstep.trainer.transfer;
