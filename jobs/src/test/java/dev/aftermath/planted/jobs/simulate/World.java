package dev.aftermath.planted.jobs.simulate;

/** Something of the simulation, for other packages to know. */
public record World(long seed) {}
