package dev.aftermath.planted.reports.pdf;

import org.apache.poi.ss.usermodel.Workbook;

/** A renderer that uses the other's library. */
final class Offences {
  private Offences() {}

  record KnowsPoi(Workbook workbook) {}
}
