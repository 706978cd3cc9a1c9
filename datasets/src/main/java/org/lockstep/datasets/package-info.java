/** From files to training shards: sources, checks, splits, features. */
package org.lockstep.datasets;
