package org.lockstep.driver.run;

/**
 * How a run failed, for people and for schedulers.
 *
 * @param sentence what the user reads; several lines where there are several problems
 * @param exitCode what the process ends with
 */
public record Failure(String sentence, ExitCode exitCode) {}
