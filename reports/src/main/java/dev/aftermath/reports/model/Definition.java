package dev.aftermath.reports.model;

/**
 * The definition behind a figure.
 *
 * @param id identifier, such as {@code mtta}
 * @param version its version
 * @param text what is measured, on what population, from when to when
 */
public record Definition(String id, String version, String text) {}
