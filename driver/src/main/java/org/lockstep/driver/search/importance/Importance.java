package org.lockstep.driver.search.importance;

import java.util.Map;

/**
 * How much of the score's variance over the whole space each parameter makes alone.
 *
 * @param shares key → share in [0, 1], in the order of the space
 * @param interactions the rest, which only several parameters together make
 * @param explained how well the forest says what it has not seen (1 − error/variance); near 0 the
 *     shares mean nothing
 * @param observations it was fitted to
 */
public record Importance(
    Map<String, Double> shares, double interactions, double explained, int observations) {
  public static final String METHOD = "fANOVA on a random forest (Hutter et al. 2014)";
}
