/** Exports as received, with provenance. */
package dev.aftermath.jobs.bronze;
