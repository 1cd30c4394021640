package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.Promises;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("What a report says of promises and rules")
class PromiseLinesTest {
  private static final ReportWeek WEEK = ReportWeek.labelled("2026-W47", ZoneId.of("UTC"));
  private static final Incidents NO_INCIDENTS =
      new Incidents(List.of(), List.of(), Map.of(), Map.of());

  @Test
  @DisplayName("lists the findings of the week and open ones of before, and none of later")
  void findings(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    lake.replace(
        ContractFindings.TABLE,
        spark.sql(
            """
            SELECT 'rule' AS rule, 1L AS rule_version, 'high' AS severity, 'Text' AS rule_text,
              'Owners' AS rule_owner, 'incident' AS subject, number AS subject_key, number,
              CAST(NULL AS STRING) AS title, array('cart') AS services,
              CAST(NULL AS STRING) AS tenant, 'tenant' AS missing_field,
              'tenant is not stated' AS reason, CAST(NULL AS STRING) AS place, is_open,
              CAST(at AS TIMESTAMP) AS at, week, CAST(NULL AS DATE) AS week_date,
              TIMESTAMP '2026-11-30 00:00:00Z' AS as_of
            FROM VALUES
              ('of the week', false, '2026-11-22 23:59:59Z', '2026-W47'),
              ('closed before', false, '2026-11-15 23:59:59Z', '2026-W46'),
              ('open before', true, '2026-11-15 23:59:59Z', '2026-W46'),
              ('open later', true, '2026-11-23 00:00:00Z', '2026-W48'),
              ('without a time', true, NULL, NULL) AS t(number, is_open, at, week)
            """),
        Note.of("run-1"));
    Promises promises = new PromiseLines(lake, List.of(), WEEK).all(NO_INCIDENTS);
    assertThat(promises.findings())
        .extracting(ContractFindingLine::number)
        .containsExactly("of the week", "open before", "without a time");
    assertThat(promises.agreements()).isEmpty();
    assertThat(promises.deliveries()).isEmpty();
  }
}
