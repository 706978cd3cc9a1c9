/** The job: training loops over the cluster, run directories, command line. */
package org.lockstep.driver;
