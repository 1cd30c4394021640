/** What a figure over few incidents can say, and when a change of it is more than chance. */
package dev.aftermath.jobs.domain.statistics;
