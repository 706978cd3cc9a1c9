/** Tables of a run as CSV files. */
package org.lockstep.driver.table;
