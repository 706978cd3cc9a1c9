/** What a run tells: the terminal's lines, {@code history.csv} and {@code metrics.json}. */
package org.lockstep.driver.report;
