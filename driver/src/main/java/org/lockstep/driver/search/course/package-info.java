/** A search on its way: gives tasks to slots, keeps the books, and knows the best so far. */
package org.lockstep.driver.search.course;
