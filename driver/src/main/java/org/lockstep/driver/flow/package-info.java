/** The data's one way through a command: source, checks, split, features, shards, loop, outcome. */
package org.lockstep.driver.flow;
