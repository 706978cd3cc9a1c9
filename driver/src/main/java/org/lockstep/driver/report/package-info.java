/**
 * What a run tells: the terminal's lines, {@code history.csv}, {@code layers.csv}, {@code
 * metrics.json}.
 */
package org.lockstep.driver.report;
