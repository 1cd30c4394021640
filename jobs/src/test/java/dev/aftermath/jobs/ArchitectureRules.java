package dev.aftermath.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dependency rules of the module, for any tree of packages that is laid out like it: its own,
 * and the planted one on which each rule is seen to fail.
 *
 * @param base the package of the tree, such as {@code dev.aftermath.jobs}
 */
record ArchitectureRules(String base) {

  /** What each package may see of the others. */
  private static final Map<String, List<String>> SEES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("domain", List.of()),
              Map.entry("spark", List.of()),
              Map.entry("text", List.of("domain")),
              Map.entry("lake", List.of("domain", "spark")),
              Map.entry("simulate", List.of("domain")),
              Map.entry("sources", List.of("domain")),
              Map.entry("config", List.of("domain", "sources")),
              Map.entry("bronze", List.of("domain", "config", "spark", "lake", "sources")),
              Map.entry("silver", List.of("domain", "config", "spark", "lake", "bronze")),
              Map.entry("gold", List.of("domain", "config", "spark", "lake", "text", "silver")),
              Map.entry("publish", List.of("domain", "config", "spark", "lake", "gold"))));

  private static final List<String> PIPELINE_SEES =
      List.of(
          "domain", "config", "spark", "lake", "sources", "bronze", "silver", "gold", "publish");

  ArchRule domainKnowsNothing() {
    return classes()
        .that(in("domain"))
        .should()
        .onlyDependOnClassesThat(
            in("domain")
                .or(
                    resideInAnyPackage(
                        "java.lang..", "java.util..", "java.time..", "java.math", "java.text"))
                .or(resideInAnyPackage("java.nio", "java.nio.charset", "java.security"))
                .or(resideInAPackage("org.jspecify.annotations"))
                // Functions of numbers alone; the distributions only without their generators.
                .or(
                    resideInAnyPackage(
                        "org.apache.commons.math3.special",
                        "org.apache.commons.math3.distribution"))
                // Neither opens anything: a marker, and an array that grows.
                .or(type(Serializable.class))
                .or(type(ByteArrayOutputStream.class)));
  }

  ArchRule layersReadOnlyTheOneBefore() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitectureIgnoring(base)
            .layer("pipeline")
            .definedBy(base + ".pipeline..")
            .layer("cli")
            .definedBy(base + ".cli..");
    for (String layer : SEES.keySet()) {
      layers = layers.layer(layer).definedBy(base + "." + layer + "..");
    }
    for (Map.Entry<String, List<String>> layer : SEES.entrySet()) {
      String[] seen = layer.getValue().toArray(String[]::new);
      layers =
          seen.length == 0
              ? layers.whereLayer(layer.getKey()).mayNotAccessAnyLayer()
              : layers.whereLayer(layer.getKey()).mayOnlyAccessLayers(seen);
    }
    return layers
        .whereLayer("pipeline")
        .mayOnlyAccessLayers(PIPELINE_SEES.toArray(String[]::new))
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer();
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(base + ".(*)..").should().beFreeOfCycles();
  }

  ArchRule domainPackagesHaveNoCycles() {
    return slices().matching(base + ".domain.(*)..").should().beFreeOfCycles();
  }

  ArchRule onlyTheCommandLineReadsClockAndChance() {
    return noClasses().that(outside("cli")).should().accessTargetWhere(Accesses.clockOrChance());
  }

  ArchRule onlyTheCommandLineUsesStandardStreams() {
    return noClasses()
        .that(outside("cli"))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .accessTargetWhere(Accesses.to(Throwable.class.getName(), "printStackTrace"));
  }

  ArchRule onlyTheCommandLineKnowsPicocli() {
    return onlyKnow(List.of("cli"), "picocli..");
  }

  ArchRule onlyPublishingKnowsThePrometheusClient() {
    return onlyKnow(List.of("publish", "cli"), "io.prometheus..");
  }

  ArchRule onlyTextKnowsItsLibraries() {
    return onlyKnow(
        List.of("text"), "org.apache.lucene..", "de.bwaldvogel..", "dev.langchain4j..", "ai..");
  }

  ArchRule onlyTheLakeKnowsDelta() {
    return onlyKnow(List.of("lake"), "io.delta..");
  }

  ArchRule nothingKnowsTheRenderersLibraries() {
    return onlyKnow(
        List.of(), "net.sf.jasperreports..", "com.lowagie..", "org.jfree..", "org.apache.poi..");
  }

  ArchRule nothingKnowsSparksInside() {
    return onlyKnow(
        List.of(),
        "org.apache.spark.sql.catalyst..",
        "org.apache.spark.sql.classic..",
        "org.apache.spark.sql.execution..",
        "org.apache.spark.sql.internal..");
  }

  ArchRule thereAreNoFunctionsThatSparkCannotLookInto() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("org\\.apache\\.spark\\.sql\\.api\\.java\\.UDF[0-9]+")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("org\\.apache\\.spark\\.sql\\.expressions\\.(UserDefined.*|Aggregator)")
        .orShould()
        .accessTargetWhere(Accesses.to("org.apache.spark.sql.functions", "udf", "udaf"));
  }

  ArchRule rowsAreNotEncodedAsBeans() {
    return noClasses()
        .should()
        .accessTargetWhere(Accesses.to("org.apache.spark.sql.Encoders", "bean"));
  }

  ArchRule onePlaceBuildsSessions() {
    return noClasses()
        .that(outside("spark"))
        .should()
        .accessTargetWhere(Accesses.to("org.apache.spark.sql.SparkSession", "builder"))
        .orShould()
        .accessTargetWhere(Accesses.to("org.apache.spark.SparkContext", Accesses.CONSTRUCTOR));
  }

  ArchRule exceptionsSayWhatIsWrong() {
    return noClasses().should(GeneralCodingRules.THROW_GENERIC_EXCEPTIONS);
  }

  ArchRule tableClassesAreAlike() {
    return classes()
        .that(TableClasses.holdATable())
        .should(TableClasses.beFinal())
        .andShould(TableClasses.haveOnlyPrivateConstructors())
        .andShould(TableClasses.showItAsTable());
  }

  private ArchRule onlyKnow(List<String> places, String... packages) {
    return noClasses()
        .that(outside(places.toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private DescribedPredicate<JavaClass> in(String place) {
    return resideInAPackage(base + "." + place + "..");
  }

  private DescribedPredicate<JavaClass> outside(String... places) {
    String[] packages = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      packages[i] = base + "." + places[i] + "..";
    }
    return JavaClass.Predicates.resideOutsideOfPackages(packages);
  }
}
