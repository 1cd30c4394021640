package dev.aftermath.planted.reports.pdf;

import dev.aftermath.planted.reports.model.Line;
import net.sf.jasperreports.engine.JasperPrint;

/** The PDF renderer knows JasperReports and the records. */
record Allowed(JasperPrint print, Line line) {}
