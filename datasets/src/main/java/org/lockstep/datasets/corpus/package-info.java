/** A small corpus that the project makes itself, for a first run without any data. */
package org.lockstep.datasets.corpus;
