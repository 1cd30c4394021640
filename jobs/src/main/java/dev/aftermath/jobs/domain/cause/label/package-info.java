/** What kind of cause a text tells of, by words that anybody can read up. */
package dev.aftermath.jobs.domain.cause.label;
