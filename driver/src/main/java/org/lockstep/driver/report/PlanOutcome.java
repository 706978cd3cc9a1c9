package org.lockstep.driver.report;

import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * What planning a job found.
 *
 * @param network the network of the job
 * @param data where the rows came from
 */
public record PlanOutcome(NetworkSpec network, DataOrigin data, Plan plan) {}
