/** Log lines by what they say: templates, which of them are one, and which go with incidents. */
@org.jspecify.annotations.NullMarked
package dev.aftermath.jobs.domain.log;
