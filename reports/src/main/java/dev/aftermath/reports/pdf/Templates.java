package dev.aftermath.reports.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.util.JRLoader;

/** The compiled templates of our own jar; no other template is ever loaded. */
final class Templates {
  private static final Map<String, JasperReport> LOADED = new ConcurrentHashMap<>();

  private Templates() {}

  static JasperReport template(String name) {
    return LOADED.computeIfAbsent(name, Templates::load);
  }

  private static JasperReport load(String name) {
    String resource = "/dev/aftermath/reports/" + name + ".jasper";
    try (InputStream in = Templates.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Cannot render the report: template %s is missing from the jar (build the reports module again)"
                .formatted(resource));
      }
      return (JasperReport) JRLoader.loadObject(in);
    } catch (JRException e) {
      throw new IllegalStateException(
          "Cannot render the report: template %s was compiled by another JasperReports (build the reports module again)"
              .formatted(resource),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
