/** Runs told to an MLflow tracking server. */
package org.lockstep.driver.mlflow;
