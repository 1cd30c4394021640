/** One class per export format: bytes to records as read, and its live puller. */
package dev.aftermath.jobs.sources;
