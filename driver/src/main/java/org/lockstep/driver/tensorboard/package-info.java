/** Event files that TensorBoard reads. */
package org.lockstep.driver.tensorboard;
