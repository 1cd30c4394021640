package dev.aftermath.planted.jobs.silver;

/** A row of silver, for other layers to know. */
public record Normalised(String name) {}
