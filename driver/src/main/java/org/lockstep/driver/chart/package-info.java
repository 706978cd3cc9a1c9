/** Pictures as data: what ECharts draws, said in words, and its numbers as a table. */
package org.lockstep.driver.chart;
