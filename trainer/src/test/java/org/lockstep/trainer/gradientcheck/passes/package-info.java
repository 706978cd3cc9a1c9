/**
 * A check of the production passes against central differences of themselves, compiled twice: as it
 * stands, in floats, and with everything that it uses in the double edition.
 */
package org.lockstep.trainer.gradientcheck.passes;
