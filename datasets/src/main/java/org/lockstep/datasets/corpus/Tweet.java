package org.lockstep.datasets.corpus;

/**
 * A made-up tweet to an airline.
 *
 * @param label negative, neutral or positive; now and then not what the text says
 */
public record Tweet(String text, String label) {}
