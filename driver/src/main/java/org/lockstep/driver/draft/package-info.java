/** A first job file for a file of rows: a look at its columns, and rules of thumb that say why. */
package org.lockstep.driver.draft;
