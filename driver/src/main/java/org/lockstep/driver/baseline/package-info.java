/** Simpler models that Spark ML trains on a run's own features. */
package org.lockstep.driver.baseline;
