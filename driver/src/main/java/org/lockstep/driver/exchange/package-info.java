/**
 * How the JVMs of a lockstep run find, trust and hear each other: a tracker on the driver, and a
 * mesh of sockets between ranks.
 */
package org.lockstep.driver.exchange;
