/** The contract of the operations landscape: what incidents, changes and runbooks must state. */
package dev.aftermath.jobs.domain.contract;
