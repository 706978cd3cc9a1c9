/** Fetches the named data sets from their publishers. */
package org.lockstep.datasets.download;
