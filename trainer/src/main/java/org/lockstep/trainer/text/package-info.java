/**
 * From text to TF-IDF rows: tokens, vocabulary or hashed buckets, weights; the same numbers as
 * scikit-learn.
 */
package org.lockstep.trainer.text;
