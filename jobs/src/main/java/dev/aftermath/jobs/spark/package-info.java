/** The only place that makes a Spark session. */
package dev.aftermath.jobs.spark;
