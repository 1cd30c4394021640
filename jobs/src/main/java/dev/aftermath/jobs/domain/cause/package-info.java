/** What incidents have in common. */
package dev.aftermath.jobs.domain.cause;
