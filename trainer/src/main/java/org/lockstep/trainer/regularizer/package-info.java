/** What keeps a layer's weights small: penalties, the proximal step of L1, and the max-norm. */
package org.lockstep.trainer.regularizer;
