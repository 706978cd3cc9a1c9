/**
 * Models of a search's score as a function of the setting, fitted to what was observed.
 *
 * <p>Sources: Rasmussen &amp; Williams, "Gaussian processes for machine learning", 2006 (Algorithm
 * 2.1, equations 2.25, 2.26, 2.30 and 5.9); Riedmiller &amp; Braun, "RPROP", 1993, and Blum &amp;
 * Riedmiller, "Optimization of Gaussian process hyperparameters using Rprop", ESANN 2013; Breiman,
 * "Random forests", Machine Learning 2001.
 */
package org.lockstep.driver.search.surrogate;
