/** Being on call: its hours, what tears people out of them, and how small teams are kept apart. */
package dev.aftermath.jobs.domain.oncall;
