/** What a postmortem says: its sections, times, cause, action items and incident. */
package dev.aftermath.jobs.domain.postmortem;
