/** What a search knows, on disk: a line for every state of every trial, never changed again. */
package org.lockstep.driver.search.ledger;
