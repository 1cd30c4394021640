package dev.aftermath.planted.jobs.sources;

/** An export, for other layers to know. */
public record Export(String name) {}
