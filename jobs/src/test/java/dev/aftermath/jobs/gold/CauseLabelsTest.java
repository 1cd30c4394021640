package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.config.CauseLabelSettings;
import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.HumanLabel;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The causes of incidents")
class CauseLabelsTest {
  private static final StructType FACTS =
      StructType.fromDDL(
          "incident_id STRING, servicenow_number STRING, tenant STRING, service STRING,"
              + " opened_at TIMESTAMP, cause_text STRING");
  private static final Instant SAID_AT = Instant.parse("2026-03-02T09:30:00Z");

  @Test
  @DisplayName("are told by words, which are shown, and by the last word of a person")
  void sources(SparkSession spark) throws IOException {
    List<Row> labelled =
        labels(
            facts(
                spark,
                row("1", "INC1", "acme", "We met. The outage was due to a full disk. All is well."),
                row("2", "INC2", "acme", "The rollout of a new version leaked connections"),
                row("3", "INC3", "acme", null)),
            said("INC2", CauseColumn.TRIGGER, "traffic"),
            said("INC2", CauseColumn.TRIGGER, "config_change"));

    assertThat(labelled)
        .extracting(
            it -> it.getAs("incident_id"),
            it -> it.getAs("trigger"),
            it -> it.getAs("trigger_source"),
            it -> it.getAs("root_cause"),
            it -> it.getAs("root_cause_source"))
        .containsExactly(
            tuple("1", "unknown", "dictionary", "capacity", "dictionary"),
            tuple("2", "config_change", "human", "software_defect", "dictionary"),
            tuple("3", "unknown", "none", "unknown", "none"));
    assertThat(labelled.get(0).<String>getAs("cause_sentence"))
        .isEqualTo("The outage was due to a full disk.");
    assertThat(labelled.get(0).getList(labelled.get(0).fieldIndex("root_cause_words")))
        .contains("full disk");
    assertThat(labelled.get(1).getList(labelled.get(1).fieldIndex("trigger_values")))
        .containsExactly("config_change", "deployment");
    assertThat(labelled.get(1).getJavaMap(labelled.get(1).fieldIndex("scheme_values")))
        .isEqualTo(
            Map.of(
                "dora 4.1", "system failure/malfunction",
                "dora 4.2", "system failure: other",
                "gitlab label", "RootCause::Config-Change",
                "google trigger", "Configuration push",
                "google root_cause_category", "Software",
                "servicenow problem_category", "software"));
  }

  @Test
  @DisplayName("are learnt from fifty labels of a tenant, for that tenant alone")
  void learnt(SparkSession spark) throws IOException {
    List<Row> facts = new ArrayList<>();
    List<HumanLabel> said = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      boolean isGreen = i % 2 == 0;
      facts.add(
          row("taught" + i, null, "acme", isGreen ? "The green lamp lit" : "The red lamp lit"));
      said.add(said("taught" + i, CauseColumn.TRIGGER, isGreen ? "maintenance" : "security"));
    }
    facts.add(row("theirs", null, "acme", "A red lamp again"));
    facts.add(row("others", null, "globex", "A red lamp again"));

    Map<String, Row> labelled = new HashMap<>();
    labels(facts(spark, facts.toArray(Row[]::new)), said.toArray(HumanLabel[]::new))
        .forEach(it -> labelled.put(it.getAs("incident_id"), it));

    assertThat(labelled.get("theirs").<String>getAs("trigger")).isEqualTo("security");
    assertThat(labelled.get("theirs").<String>getAs("trigger_source")).isEqualTo("model");
    assertThat(labelled.get("theirs").<String>getAs("trigger_model_version")).hasSize(16);
    assertThat(labelled.get("theirs").<String>getAs("root_cause_source")).isEqualTo("dictionary");
    assertThat(labelled.get("others").<String>getAs("trigger_source")).isEqualTo("dictionary");
    assertThat(labelled.get("others").<String>getAs("trigger")).isEqualTo("unknown");
  }

  private static List<Row> labels(Dataset<Row> facts, HumanLabel... human) throws IOException {
    CauseLabelSettings causes = CauseLabelSettings.read(Path.of("../conf/causes"));
    return CauseLabels.build(
            facts, causes.dictionary(), causes.schemes(), List.of(human), VectorModel.NONE)
        .orderBy("incident_id")
        .collectAsList();
  }

  private static Dataset<Row> facts(SparkSession spark, Row... rows) {
    return CauseTexts.of(
        spark.createDataFrame(List.of(rows), FACTS),
        spark.createDataFrame(List.of(), Postmortems.TABLE.schema()));
  }

  private static Row row(String id, String number, String tenant, String causeText) {
    return RowFactory.create(id, number, tenant, "checkout", SAID_AT, causeText);
  }

  private static HumanLabel said(String incident, CauseColumn column, String value) {
    return new HumanLabel(incident, column, value, SAID_AT);
  }
}
