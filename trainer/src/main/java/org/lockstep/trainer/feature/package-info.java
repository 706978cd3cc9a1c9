/** What a row becomes before the network sees it: the contract of every fitted feature pipeline. */
package org.lockstep.trainer.feature;
