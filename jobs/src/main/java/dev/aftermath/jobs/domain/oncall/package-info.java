/** Being on call: its hours, and what tears people out of them. */
package dev.aftermath.jobs.domain.oncall;
