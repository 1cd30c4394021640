/** Normalised rows: one model for all vendors. */
package dev.aftermath.jobs.silver;
