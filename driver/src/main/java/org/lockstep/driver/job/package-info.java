/** The job file: read from HOCON into one immutable record tree, and written back resolved. */
package org.lockstep.driver.job;
