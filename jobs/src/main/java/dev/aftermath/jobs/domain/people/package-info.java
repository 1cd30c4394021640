/** Which figures about groups of people may be shown. */
package dev.aftermath.jobs.domain.people;
