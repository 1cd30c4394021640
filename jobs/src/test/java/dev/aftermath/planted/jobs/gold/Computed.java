package dev.aftermath.planted.jobs.gold;

/** A row of gold, for other layers to know. */
public record Computed(String name) {}
