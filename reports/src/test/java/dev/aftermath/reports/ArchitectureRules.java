package dev.aftermath.reports;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

/**
 * The dependency rules of the module, for any tree of packages that is laid out like it: its own,
 * and the planted one on which each rule is seen to fail.
 *
 * @param root the package that holds {@code reports} and, beside it, {@code jobs}
 */
record ArchitectureRules(String root) {

  ArchRule onlyThePdfPackageKnowsJasperReports() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".reports.pdf..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("net.sf.jasperreports..", "com.lowagie..", "org.jfree..");
  }

  ArchRule onlyTheXlsxPackageKnowsPoi() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".reports.xlsx..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.poi..");
  }

  ArchRule nothingKnowsSparkOrTheJobs() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "io.delta..", root + ".jobs..");
  }

  ArchRule nothingReadsAClock() {
    return noClasses()
        .should()
        .accessTargetWhere(describe("target reads a clock", ArchitectureRules::readsAClock))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class);
  }

  ArchRule theRecordsKnowNoRenderer() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".reports.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            root + ".reports.pdf..",
            root + ".reports.xlsx..",
            root + ".reports.json..",
            "com.fasterxml..");
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".reports.(*)..").should().beFreeOfCycles();
  }

  private static boolean readsAClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
  }
}
