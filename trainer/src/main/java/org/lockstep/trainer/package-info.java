/** The network, text arithmetic and model files of Lockstep; imports the JDK and nothing else. */
package org.lockstep.trainer;
