package dev.aftermath.planted.reports.model;

/** A record that is rendered. */
public record Line(String text) {}
