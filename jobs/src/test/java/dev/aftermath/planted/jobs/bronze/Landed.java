package dev.aftermath.planted.jobs.bronze;

/** A row of bronze, for other layers to know. */
public record Landed(String name) {}
