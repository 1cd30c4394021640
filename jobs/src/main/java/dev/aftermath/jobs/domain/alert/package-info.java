/** Alerts: what they are called by, and how much they are worth. */
package dev.aftermath.jobs.domain.alert;
