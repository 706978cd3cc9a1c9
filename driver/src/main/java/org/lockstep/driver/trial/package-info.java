/** One trial of a search as one Spark task: shared rows in, a whole training, its scores out. */
package org.lockstep.driver.trial;
