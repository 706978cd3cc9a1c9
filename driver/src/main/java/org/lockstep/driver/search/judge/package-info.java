/**
 * How good a setting is: which rows train and which judge, the spread of the scores, and what may
 * be said of the difference between two settings.
 *
 * <p>Sources: Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model
 * selection", IJCAI 1995 (stratified folds); Varma &amp; Simon, "Bias in error estimation when
 * using cross-validation for model selection", BMC Bioinformatics 2006 (nested); Nadeau &amp;
 * Bengio, "Inference for the generalization error", Machine Learning 2003 (corrected resampled t).
 */
package org.lockstep.driver.search.judge;
