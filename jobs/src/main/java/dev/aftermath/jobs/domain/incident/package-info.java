/** The incident in words that belong to no vendor, and the rules of its timeline. */
package dev.aftermath.jobs.domain.incident;
