/** What tells contents apart. */
package dev.aftermath.jobs.domain.digest;
