/**
 * A run on disk: its directory, its status, the start of Spark and how failures become exit codes.
 */
package org.lockstep.driver.run;
