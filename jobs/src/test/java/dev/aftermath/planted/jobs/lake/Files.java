package dev.aftermath.planted.jobs.lake;

/** Something of the lake, for other packages to know. */
public record Files(String root) {}
