/**
 * Numeric and categorical columns over Spark: trainer's table arithmetic as a Spark ML estimator.
 */
package org.lockstep.datasets.table;
