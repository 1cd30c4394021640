package dev.aftermath.planted.jobs.domain.calendar;

/** A day, for another package of the domain to know. */
public record Day(int number) {}
