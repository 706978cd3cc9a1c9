/** {@code report.html}: what the files of a run, of several runs or of a search show. */
package org.lockstep.driver.page;
