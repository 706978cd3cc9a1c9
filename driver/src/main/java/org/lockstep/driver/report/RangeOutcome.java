package org.lockstep.driver.report;

import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.rangetest.RangeTestResult;

/**
 * What a learning-rate range test found.
 *
 * @param network the network of the job
 * @param data where the rows came from
 */
public record RangeOutcome(NetworkSpec network, DataOrigin data, RangeTestResult result) {}
