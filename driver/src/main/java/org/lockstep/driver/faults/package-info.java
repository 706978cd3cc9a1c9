/** Faults that tests place exactly in a run's ranks; nothing of it acts without its setting. */
package org.lockstep.driver.faults;
