/**
 * A seeded operations world that writes exports in every source's own format, with the ground truth
 * beside them. Pure Java: time and seed are parameters, the same settings give the same bytes.
 */
package dev.aftermath.jobs.simulate;
