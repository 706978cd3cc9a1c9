package org.lockstep.datasets.check;

/**
 * Why a row is not used.
 *
 * @param reason a snake_case word, one of {@link Reasons}
 * @param column the column at fault, or empty when it is the whole record
 * @param value an {@link Excerpt} of the value
 */
public record Problem(String reason, String column, String value) {}
