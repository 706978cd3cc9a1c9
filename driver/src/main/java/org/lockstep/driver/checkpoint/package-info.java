/** A training's state in files that a reader trusts only after it has verified them. */
package org.lockstep.driver.checkpoint;
