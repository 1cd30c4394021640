/**
 * The batch platform: exports to bronze, silver and gold tables, and what is published from them.
 */
package dev.aftermath.jobs;
