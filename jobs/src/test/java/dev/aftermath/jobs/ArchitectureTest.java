package dev.aftermath.jobs;

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
  private static final String MODULE = "dev.aftermath.jobs";
  private static final String PLANTED = "dev.aftermath.planted.jobs";

  private static final JavaClasses MODULE_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(MODULE);
  private static final JavaClasses PLANTED_CLASSES =
      new ClassFileImporter().importPackages(PLANTED);

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
    return Stream.concat(rulesOfLayers(), rulesOfLibraries());
  }

  private static Stream<Rule> rulesOfLayers() {
    return Stream.of(
        Rule.of(
            "the domain knows nothing",
            ArchitectureRules::domainKnowsNothing,
            "domain.slo.Offences$KnowsSpark",
            "domain.slo.Offences$KnowsDelta",
            "domain.slo.Offences$KnowsScala",
            "domain.slo.Offences$KnowsHadoop",
            "domain.slo.Offences$OpensFiles",
            "domain.slo.Offences$ReadsStreams",
            "domain.slo.Offences$Logs",
            "domain.slo.Offences$KnowsASource"),
        Rule.of(
            "a layer reads only the one before it",
            ArchitectureRules::layersReadOnlyTheOneBefore,
            "domain.slo.Offences$KnowsASource",
            "config.Offences$KnowsTheLake",
            "sources.Offences$KnowsBronze",
            "bronze.Offences$KnowsSilver",
            "silver.Offences$SkipsBronze",
            "gold.Offences$SkipsSilver",
            "publish.Offences$SkipsGold",
            "publish.Offences$KnowsThePipeline",
            "pipeline.Offences$KnowsTheCommandLine",
            "pipeline.Offences$KnowsTheSimulation",
            "simulate.Offences$KnowsASource",
            "elsewhere.Unplaced"),
        Rule.of(
            "only the command line reads clock and chance",
            ArchitectureRules::onlyTheCommandLineReadsClockAndChance,
            "gold.Offences$ReadsTheInstant",
            "gold.Offences$RefersToTheInstant",
            "gold.Offences$ReadsTheMillis",
            "gold.Offences$ReadsTheDate",
            "gold.Offences$TakesTheSystemsClock",
            "gold.Offences$NumbersRowsByChance",
            "gold.Offences$StampsRows",
            "gold.Offences$DrawsUnseeded",
            "gold.Offences$DrawsAnIdentifier"));
  }

  private static Stream<Rule> rulesOfLibraries() {
    return Stream.of(
        Rule.of(
            "only the command line uses standard streams",
            ArchitectureRules::onlyTheCommandLineUsesStandardStreams,
            "pipeline.Offences$Prints",
            "pipeline.Offences$PrintsTheTrace"),
        Rule.of(
            "only the command line knows picocli",
            ArchitectureRules::onlyTheCommandLineKnowsPicocli,
            "pipeline.Offences$KnowsPicocli"),
        Rule.of(
            "only publishing knows the Prometheus client",
            ArchitectureRules::onlyPublishingKnowsThePrometheusClient,
            "gold.Offences$KnowsThePrometheusClient"),
        Rule.of(
            "only texts know the libraries for texts",
            ArchitectureRules::onlyTextKnowsItsLibraries,
            "gold.Offences$KnowsLucene"),
        Rule.of(
            "only the lake knows Delta",
            ArchitectureRules::onlyTheLakeKnowsDelta,
            "silver.Offences$KnowsDelta"),
        Rule.of(
            "nothing knows the renderers' libraries",
            ArchitectureRules::nothingKnowsTheRenderersLibraries,
            "publish.Offences$KnowsJasper",
            "publish.Offences$KnowsPoi"),
        Rule.of(
            "nothing knows Spark's inside",
            ArchitectureRules::nothingKnowsSparksInside,
            "spark.Offences$KnowsCatalyst",
            "spark.Offences$KnowsClassic"),
        Rule.of(
            "there are no functions that Spark cannot look into",
            ArchitectureRules::thereAreNoFunctionsThatSparkCannotLookInto,
            "silver.Offences$IsAFunctionOfTheUser",
            "silver.Offences$MakesAFunctionOfTheUser"),
        Rule.of(
            "rows are not encoded as beans",
            ArchitectureRules::rowsAreNotEncodedAsBeans,
            "silver.Offences$EncodesBeans"),
        Rule.of(
            "one place builds sessions",
            ArchitectureRules::onePlaceBuildsSessions,
            "silver.Offences$BuildsASession"),
        Rule.of(
            "exceptions say what is wrong",
            ArchitectureRules::exceptionsSayWhatIsWrong,
            "sources.Offences$ThrowsAnything"),
        Rule.of(
            "table classes are alike",
            ArchitectureRules::tableClassesAreAlike,
            "gold.Offences$OpenTable",
            "gold.Offences$HiddenTable",
            "gold.Offences$TableByAnotherName",
            "gold.Offences$TableToBeMade"));
  }

  /** Apart, since what is allowed by itself is half of a cycle with what is not. */
  static Stream<Rule> rulesOfCycles() {
    return Stream.of(
        Rule.of(
            "packages have no cycles",
            ArchitectureRules::packagesHaveNoCycles,
            "lake.Offences$KnowsSparkPackage",
            "spark.Offences$KnowsTheLake"),
        Rule.of(
            "packages of the domain have no cycles",
            ArchitectureRules::domainPackagesHaveNoCycles,
            "domain.slo.Offences$KnowsTheCalendar",
            "domain.calendar.Offences$KnowsSlos"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"rules", "rulesOfCycles"})
  void the_module_obeys(Rule rule) {
    rule.of().apply(new ArchitectureRules(MODULE)).check(MODULE_CLASSES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"rules", "rulesOfCycles"})
  void planted_offences_are_reported(Rule rule) {
    assertThat(rule.offenders())
        .allSatisfy(offender -> assertThat(onPlanted(rule)).contains(PLANTED + "." + offender));
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
