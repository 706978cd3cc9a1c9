/** Predicts how a job scales from what this machine measures on the job's own rows. */
package org.lockstep.driver.plan;
