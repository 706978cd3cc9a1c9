/** Models that leave Lockstep, and come from elsewhere: ONNX files. */
package org.lockstep.driver.export;
