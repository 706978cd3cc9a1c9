/** The command line. The only package that touches {@code System.out}. */
package org.lockstep.driver.cli;
