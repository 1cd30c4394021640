/** Which accounts of several systems tell of one incident, and which incidents hang together. */
package dev.aftermath.jobs.domain.matching;
