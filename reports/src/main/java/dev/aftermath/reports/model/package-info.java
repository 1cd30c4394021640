/**
 * The figures of one weekly report. Every format is rendered from this one tree, so that formats
 * cannot disagree. Durations are seconds, ratios run from 0 to 1, an undefined figure is null and
 * never 0; nothing here is rounded or formatted.
 */
@NullMarked
package dev.aftermath.reports.model;

import org.jspecify.annotations.NullMarked;
