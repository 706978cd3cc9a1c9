package org.lockstep.driver.barrier;

import java.io.Serializable;

/**
 * One launch of a run's barrier stage. Whatever static a process keeps is kept under this key, so
 * several runs share a process, and a late task of a dead attempt meets nobody.
 *
 * @param run unique in the cluster
 * @param attempt counted from 1
 */
record AttemptKey(String run, int attempt) implements Serializable {}
