/** Which earlier incidents may help with one. */
package dev.aftermath.jobs.domain.suggestion;
