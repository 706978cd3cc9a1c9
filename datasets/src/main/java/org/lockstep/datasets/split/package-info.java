/** Training, validation and test parts, chosen by a row's content and the seed. */
package org.lockstep.datasets.split;
