/**
 * What a search does next: tasks are given out, their results come back in the same order, and so
 * the winner depends on the data, the job, the seed and the width, but not on the cluster.
 */
package org.lockstep.driver.search.strategy;
