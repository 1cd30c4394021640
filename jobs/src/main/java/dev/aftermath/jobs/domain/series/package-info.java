/** Series of samples and their compact form. */
package dev.aftermath.jobs.domain.series;
