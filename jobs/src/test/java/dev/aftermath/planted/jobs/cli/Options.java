package dev.aftermath.planted.jobs.cli;

/** Something of the command line, for other packages to know. */
public record Options(boolean debug) {}
