/**
 * Which parameters decided a search: functional analysis of variance on a random forest (Hutter,
 * Hoos &amp; Leyton-Brown, "An efficient approach for assessing hyperparameter importance", ICML
 * 2014).
 */
package org.lockstep.driver.search.importance;
