/**
 * The Params of the estimators and models of {@link org.lockstep.driver.ml}: names, checks,
 * setters.
 */
package org.lockstep.driver.ml.param;
