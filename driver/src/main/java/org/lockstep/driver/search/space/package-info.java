/**
 * What a search may choose: parameters, the settings they make, and their places in a unit cube.
 */
package org.lockstep.driver.search.space;
