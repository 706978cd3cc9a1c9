/** From files to checked examples: one source for each data set or format. */
package org.lockstep.datasets.source;
