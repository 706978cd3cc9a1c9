/** Models as columns of DataFrames, batch or streaming. */
package org.lockstep.driver.scoring;
