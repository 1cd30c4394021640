/** The language that KPIs are defined in, and what a definition makes of one incident. */
package dev.aftermath.jobs.domain.kpi;
