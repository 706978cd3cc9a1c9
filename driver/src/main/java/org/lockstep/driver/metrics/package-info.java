/** What Spark's metrics system shows of a training. */
package org.lockstep.driver.metrics;
