package dev.aftermath.jobs.domain.series;

/** A native histogram at an instant. */
public record HistogramSample(long epochMillis, NativeHistogram histogram) {}
