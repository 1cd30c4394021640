/** The declared graph of steps, and its run. */
package dev.aftermath.jobs.pipeline;
