package dev.aftermath.planted.reports.xlsx;

import dev.aftermath.planted.reports.model.Line;
import java.time.Instant;
import org.apache.poi.ss.usermodel.Workbook;

/** The workbook's renderer knows POI and the records; an instant that is given is no clock. */
record Allowed(Workbook workbook, Line line, Instant at) {}
