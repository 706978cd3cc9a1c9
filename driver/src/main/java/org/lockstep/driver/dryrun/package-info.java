/** What a job would do: its data, its size, two steps of it, and whether it can learn one batch. */
package org.lockstep.driver.dryrun;
