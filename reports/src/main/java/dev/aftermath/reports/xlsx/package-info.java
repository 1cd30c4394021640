/** The workbook. The only package that knows Apache POI. */
@NullMarked
package dev.aftermath.reports.xlsx;

import org.jspecify.annotations.NullMarked;
