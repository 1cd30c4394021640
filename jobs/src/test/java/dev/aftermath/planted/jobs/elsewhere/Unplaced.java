package dev.aftermath.planted.jobs.elsewhere;

/** A class in a package that the design does not know. */
record Unplaced(String name) {}
