/** How people stay unknown in figures about the teams they are in. */
package dev.aftermath.jobs.domain.people;
