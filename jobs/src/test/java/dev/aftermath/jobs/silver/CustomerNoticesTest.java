package dev.aftermath.jobs.silver;

import static dev.aftermath.jobs.testing.BronzeRecord.notice;
import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.testing.SparkTest;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class CustomerNoticesTest {
  @Test
  @DisplayName("The newest record of a notice has the last word on all of it, its end included")
  void lastWord(SparkSession spark) {
    assertThat(
            CustomerNotices.build(
                    table(
                        spark,
                        notice("n1")
                            .version("2026-03-01T11:00:00Z")
                            .with(IncidentField.NOTICE_IMPACT, "minor")
                            .with(IncidentField.COMPONENTS, "API")
                            .with(IncidentField.OPENED_AT, "2026-03-01T10:00:00Z")
                            .with(IncidentField.RESOLVED_AT, "2026-03-01T11:00:00Z")
                            .export("export-2"),
                        notice("n1")
                            .version("2026-03-01T12:00:00Z")
                            .with(IncidentField.NOTICE_IMPACT, "major")
                            .with(IncidentField.COMPONENTS, "API\nWeb shop")
                            .with(IncidentField.OPENED_AT, "2026-03-01T10:00:00.5Z")
                            .event("2026-03-01T12:00:00Z", EventKind.ANNOTATED, ActorKind.UNKNOWN)
                            .event("2026-03-01T10:00:00Z", EventKind.ANNOTATED, ActorKind.UNKNOWN),
                        page("P1").with(IncidentField.OPENED_AT, "2026-03-01T10:00:00Z")))
                .toJSON()
                .collectAsList())
        .containsExactly(
            "{\"source\":\"test\",\"system\":\"statuspage\",\"notice_key\":\"n1\","
                + "\"components\":[\"API\",\"Web shop\"],\"impact\":\"major\","
                + "\"started_at\":\"2026-03-01T10:00:00.500Z\",\"updates\":["
                + "{\"at\":\"2026-03-01T10:00:00.000Z\",\"state_as_written\":\"website\"},"
                + "{\"at\":\"2026-03-01T12:00:00.000Z\",\"state_as_written\":\"website\"}]}");
  }
}
