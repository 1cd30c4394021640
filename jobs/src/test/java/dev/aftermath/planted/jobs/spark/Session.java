package dev.aftermath.planted.jobs.spark;

/** Something of the package for Spark, for other packages to know. */
public record Session(String name) {}
