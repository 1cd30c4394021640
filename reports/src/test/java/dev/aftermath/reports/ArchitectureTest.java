package dev.aftermath.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The module keeps to its dependency rules")
class ArchitectureTest {
  private static final String PROJECT = "dev.aftermath";
  private static final String PLANTED = "dev.aftermath.planted";

  private static final JavaClasses MODULE_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(PROJECT + ".reports");
  private static final JavaClasses PLANTED_CLASSES =
      new ClassFileImporter().importPackages(PLANTED + ".reports");

  /** A rule, and the planted classes that it must report. */
  private record Rule(
      String name, Function<ArchitectureRules, ArchRule> of, List<String> offenders) {
    static Rule of(String name, Function<ArchitectureRules, ArchRule> of, String... offenders) {
      return new Rule(name, of, List.of(offenders));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        Rule.of(
            "only the pdf package knows JasperReports",
            ArchitectureRules::onlyThePdfPackageKnowsJasperReports,
            "xlsx.Offences$KnowsJasper"),
        Rule.of(
            "only the xlsx package knows POI",
            ArchitectureRules::onlyTheXlsxPackageKnowsPoi,
            "pdf.Offences$KnowsPoi"),
        Rule.of(
            "nothing knows Spark or the jobs",
            ArchitectureRules::nothingKnowsSparkOrTheJobs,
            "model.Offences$KnowsTheJobs"),
        Rule.of(
            "nothing reads a clock",
            ArchitectureRules::nothingReadsAClock,
            "model.Offences$HoldsAClock",
            "model.Offences$ReadsTheInstant",
            "model.Offences$ReadsTheDate",
            "model.Offences$ReadsTheMillis"),
        Rule.of(
            "the records know no renderer",
            ArchitectureRules::theRecordsKnowNoRenderer,
            "model.Offences$KnowsARenderer",
            "model.Offences$KnowsJson"));
  }

  /** Apart, since what is allowed by itself is half of a cycle with what is not. */
  static Stream<Rule> rulesOfCycles() {
    return Stream.of(
        Rule.of(
            "packages have no cycles",
            ArchitectureRules::packagesHaveNoCycles,
            "model.Offences$KnowsARenderer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"rules", "rulesOfCycles"})
  void the_module_obeys(Rule rule) {
    rule.of().apply(new ArchitectureRules(PROJECT)).check(MODULE_CLASSES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"rules", "rulesOfCycles"})
  void planted_offences_are_reported(Rule rule) {
    assertThat(rule.offenders())
        .allSatisfy(
            offender -> assertThat(onPlanted(rule)).contains(PLANTED + ".reports." + offender));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void what_is_allowed_is_not_reported(Rule rule) {
    assertThat(onPlanted(rule)).doesNotContain(".Allowed");
  }

  private static String onPlanted(Rule rule) {
    return String.join(
        "\n",
        rule.of()
            .apply(new ArchitectureRules(PLANTED))
            .evaluate(PLANTED_CLASSES)
            .getFailureReport()
            .getDetails());
  }
}
