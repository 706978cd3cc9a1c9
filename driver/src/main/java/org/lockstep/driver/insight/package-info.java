/** What a trained model shows by itself: its terms, coefficients, weights and boundary. */
package org.lockstep.driver.insight;
