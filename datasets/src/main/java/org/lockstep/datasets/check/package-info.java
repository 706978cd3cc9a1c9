/** What is wrong with a row or with a data set: counted by reason, with the first examples. */
package org.lockstep.datasets.check;
