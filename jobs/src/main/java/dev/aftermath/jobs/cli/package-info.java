/** The command line: options, progress and exit codes. */
package dev.aftermath.jobs.cli;
