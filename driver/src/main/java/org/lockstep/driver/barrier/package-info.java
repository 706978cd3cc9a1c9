/** One barrier stage that trains for many epochs: launched by the driver, run by the ranks. */
package org.lockstep.driver.barrier;
