package dev.aftermath.planted.jobs.publish;

import dev.aftermath.planted.jobs.pipeline.Progress;
import dev.aftermath.planted.jobs.silver.Normalised;
import net.sf.jasperreports.engine.JasperPrint;
import org.apache.poi.ss.usermodel.Workbook;

/** A layer that skips one, knows who starts it, and renders by itself. */
final class Offences {
  private Offences() {}

  record SkipsGold(Normalised normalised) {}

  record KnowsThePipeline(Progress progress) {}

  record KnowsJasper(JasperPrint print) {}

  record KnowsPoi(Workbook workbook) {}
}
