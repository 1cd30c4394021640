/** conf/*.yaml to immutable records; all problems reported together with file, line and column. */
package dev.aftermath.jobs.config;
