/** The draft of a postmortem: what the tables tell of an incident, and what they do not. */
package dev.aftermath.jobs.domain.draft;
