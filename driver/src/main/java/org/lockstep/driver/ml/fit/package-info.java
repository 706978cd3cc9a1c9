/**
 * From a dataset and Params to a trained network: rows, settings, start, loop, and what is told of
 * it.
 */
package org.lockstep.driver.ml.fit;
