/** The tables of the lake: catalogue, reading, writing, versions, run lock. */
package dev.aftermath.jobs.lake;
