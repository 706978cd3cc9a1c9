/**
 * Which setting to try next. A sampler's answer is a function of the seed, the trial's number, the
 * observations consumed so far and the settings still under way: never of time, and, with
 * StrictMath, not of the machine, so that a search resumed elsewhere asks for the trials that its
 * ledger has.
 */
package org.lockstep.driver.search.sampler;
