package dev.aftermath.planted.jobs;

/** Something of the other module, for this one to know. */
public record Job(String name) {}
