package dev.aftermath.planted.jobs.pipeline;

/** Something of the pipeline, for other packages to know. */
public record Progress(int doneCount) {}
