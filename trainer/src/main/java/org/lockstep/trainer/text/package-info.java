/** From text to TF-IDF rows: tokens, vocabulary, weights; the same numbers as scikit-learn. */
package org.lockstep.trainer.text;
