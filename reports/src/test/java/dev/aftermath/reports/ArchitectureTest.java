package dev.aftermath.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.aftermath.reports");

  @Test
  void only_the_pdf_package_knows_jasper_reports() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..reports.pdf..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("net.sf.jasperreports..", "com.lowagie..", "org.jfree..")
        .check(CLASSES);
  }

  @Test
  void only_the_xlsx_package_knows_poi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..reports.xlsx..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.poi..")
        .check(CLASSES);
  }

  @Test
  void nothing_knows_spark_or_the_jobs() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "io.delta..", "dev.aftermath.jobs..")
        .check(CLASSES);
  }

  @Test
  void nothing_reads_a_clock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void the_records_know_no_renderer() {
    noClasses()
        .that()
        .resideInAPackage("..reports.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..reports.pdf..", "..reports.xlsx..", "..reports.json..", "com.fasterxml..")
        .check(CLASSES);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.aftermath.reports.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
