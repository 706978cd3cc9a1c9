/** A trained network over vectors inside Spark: what it says of a row, and its directory. */
package org.lockstep.driver.ml.network;
