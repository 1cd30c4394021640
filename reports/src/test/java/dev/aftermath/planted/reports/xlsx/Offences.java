package dev.aftermath.planted.reports.xlsx;

import net.sf.jasperreports.engine.JasperPrint;

/** A renderer that uses the other's library. */
final class Offences {
  private Offences() {}

  record KnowsJasper(JasperPrint print) {}
}
