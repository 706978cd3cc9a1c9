/** What the Spark ML feature estimators of text and tables share. */
package org.lockstep.datasets.feature;
