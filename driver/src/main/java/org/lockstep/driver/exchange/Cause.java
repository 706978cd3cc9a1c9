package org.lockstep.driver.exchange;

/**
 * Why an attempt failed first.
 *
 * @param rank whose fault it is, or −1 if it is none's
 * @param host of that rank, or empty
 * @param sentence for the user: who, what, where
 */
public record Cause(int rank, String host, String sentence) {}
