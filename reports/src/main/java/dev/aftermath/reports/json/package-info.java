/** The report's figures for programs. */
@NullMarked
package dev.aftermath.reports.json;

import org.jspecify.annotations.NullMarked;
