/** What deployments lead to: failures attributed to them, recovery, rework and DORA's figures. */
package dev.aftermath.jobs.domain.delivery;
