package org.lockstep.driver.search.surrogate;

/**
 * What a model expects of a setting.
 *
 * @param mean of the score
 * @param deviation standard deviation, above 0
 */
public record Prediction(double mean, double deviation) {}
