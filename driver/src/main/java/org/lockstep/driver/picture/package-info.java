/** Charts as SVG and PNG files, drawn by the page's own ECharts without a browser. */
package org.lockstep.driver.picture;
