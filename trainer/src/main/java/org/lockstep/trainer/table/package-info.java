/** From table rows to features: derived columns, blanks, scaling and one-hot categories. */
package org.lockstep.trainer.table;
