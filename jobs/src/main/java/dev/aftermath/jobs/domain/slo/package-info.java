/** The SLO engine: definitions, slices, windows' evaluation, breaches. */
package dev.aftermath.jobs.domain.slo;
