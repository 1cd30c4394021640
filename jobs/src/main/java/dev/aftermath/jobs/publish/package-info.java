/** Gold tables to reports, evidence packs and metrics. */
package dev.aftermath.jobs.publish;
