package dev.aftermath.planted.reports.pdf;

/** Something of a renderer, for other packages to know. */
public record Page(int number) {}
