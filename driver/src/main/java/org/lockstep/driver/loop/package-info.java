/** Training loops over the cluster; all give the bits of one process. */
package org.lockstep.driver.loop;
