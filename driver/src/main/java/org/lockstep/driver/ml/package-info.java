/**
 * Lockstep's networks as Spark ML estimators and models, which live in pipelines, cross-validators
 * and model directories like Spark's own.
 */
package org.lockstep.driver.ml;
