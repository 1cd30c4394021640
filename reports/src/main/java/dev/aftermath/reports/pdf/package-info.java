/** The printed report. The only package that knows JasperReports. */
@NullMarked
package dev.aftermath.reports.pdf;

import org.jspecify.annotations.NullMarked;
