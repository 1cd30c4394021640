/** Computed rows: a published contract. */
package dev.aftermath.jobs.gold;
