/** Intervals, spans and windows of time in IANA zones. */
package dev.aftermath.jobs.domain.calendar;
