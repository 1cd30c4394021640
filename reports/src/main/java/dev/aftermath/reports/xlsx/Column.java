package dev.aftermath.reports.xlsx;

/**
 * A column of a sheet.
 *
 * @param header printed header
 * @param width in characters
 * @param kind what it holds
 */
record Column(String header, int width, Kind kind) {}
