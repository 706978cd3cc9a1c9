/** Pages of one file: elements whose text is always escaped, and the shell around them. */
package org.lockstep.driver.html;
