package dev.aftermath.reports.pdf;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.DefaultJasperReportsContext;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.design.JRCompiler;

/**
 * Compiles the report templates; the build calls it. At run time only compiled templates from our
 * own jar are loaded, because the expressions of a template run as code.
 */
public final class TemplateCompiler {
  private TemplateCompiler() {}

  /**
   * Compiles every {@code *.jrxml} of a folder that is newer than its compiled form.
   *
   * @param arguments the folder of the templates and the folder for the compiled ones
   */
  public static void main(String[] arguments) throws IOException, JRException, URISyntaxException {
    Path templates = Path.of(arguments[0]);
    Path target = Files.createDirectories(Path.of(arguments[1]));
    var context = new SimpleJasperReportsContext(DefaultJasperReportsContext.getInstance());
    context.setProperty(
        JRCompiler.COMPILER_CLASSPATH,
        Path.of(
                JasperCompileManager.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI())
            .toString());
    JasperCompileManager compiler = JasperCompileManager.getInstance(context);
    for (Path template : templates(templates)) {
      Path compiled =
          target.resolve(template.getFileName().toString().replace(".jrxml", ".jasper"));
      if (!isCurrent(compiled, template)) {
        compiler.compileToFile(template.toString(), compiled.toString());
      }
    }
  }

  private static List<Path> templates(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jrxml")).sorted().toList();
    }
  }

  private static boolean isCurrent(Path compiled, Path template) throws IOException {
    return Files.exists(compiled)
        && Files.getLastModifiedTime(compiled).compareTo(Files.getLastModifiedTime(template)) > 0;
  }
}
