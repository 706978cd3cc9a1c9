/** TF-IDF over Spark: trainer's text arithmetic as a Spark ML estimator and transformer. */
package org.lockstep.datasets.text;
