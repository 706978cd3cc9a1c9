/** Whether a job gives the same bits in different settings: each is a process of its own. */
package org.lockstep.driver.verify;
