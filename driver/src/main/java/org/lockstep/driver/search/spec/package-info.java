/** What a job file chooses of a search. */
package org.lockstep.driver.search.spec;
