/**
 * Gives few epochs to many trials and many epochs to the few that deserve them; a trial that goes
 * on continues from its checkpoint, so that no epoch is trained twice.
 *
 * <p>Sources: Jamieson &amp; Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", AISTATS 2016 (successive halving); Li, Jamieson, DeSalvo, Rostamizadeh &amp;
 * Talwalkar, "Hyperband", JMLR 2018; Li et al., "A system for massively parallel hyperparameter
 * tuning", MLSys 2020 (ASHA).
 *
 * <p>Any sampler can feed it. It sees each trial's scores at several budgets; a sampler with a
 * model takes those of the largest budget that has enough of them (Falkner, Klein &amp; Hutter,
 * "BOHB", ICML 2018), and so learns from short trials first and from long ones later.
 */
package org.lockstep.driver.search.halving;
