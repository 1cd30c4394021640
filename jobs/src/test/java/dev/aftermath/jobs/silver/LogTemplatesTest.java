package dev.aftermath.jobs.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.domain.log.TemplateId;
import dev.aftermath.jobs.testing.LogRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class LogTemplatesTest {
  private static final LogRules FEW =
      new LogRules(List.of("service"), List.of("tenant"), List.of(), 3);

  @Test
  @DisplayName("Lines that say the same are one row a day, counted with their multiplicity")
  void templates(SparkSession spark) {
    Dataset<Row> entries =
        LogRows.entries(
            spark,
            LogRows.line("shop", "north", "2026-03-01T00:00:30Z", "took 7 ms", 2),
            LogRows.line("shop", "north", "2026-03-01T23:59:59Z", "took 12 ms", 1),
            LogRows.line("shop", "north", "2026-03-01T00:00:10Z", "{\"msg\":\"took 9 ms\"}", 1),
            LogRows.line("shop", "north", "2026-03-02T10:00:00Z", "took 7 ms", 1),
            LogRows.line("shop", "south", "2026-03-01T10:00:00Z", "took 7 ms", 1),
            LogRows.line("mail", "north", "2026-04-01T10:00:00Z", "took 7 ms", 1));

    List<Row> rows =
        LogTemplates.build(entries.repartition(3), FEW)
            .orderBy("service", "tenant", "day")
            .collectAsList();

    assertThat(rows)
        .extracting(
            row ->
                String.join(
                    " ",
                    row.getAs("service"),
                    row.getAs("tenant"),
                    row.<Object>getAs("day").toString(),
                    row.getAs("month"),
                    "x" + row.<Long>getAs("line_count"),
                    row.getList(row.fieldIndex("minutes")).toString(),
                    row.getAs("sample")))
        .containsExactly(
            "mail north 2026-04-01 2026-04 x1 [600] took 7 ms",
            "shop north 2026-03-01 2026-03 x4 [0, 1439] {\"msg\":\"took 9 ms\"}",
            "shop north 2026-03-02 2026-03 x1 [600] took 7 ms",
            "shop south 2026-03-01 2026-03 x1 [600] took 7 ms");
    assertThat(rows.get(1).<String>getAs("template_id"))
        .isEqualTo(TemplateId.of("north", "shop", "took <*> ms"))
        .isEqualTo(rows.get(2).getAs("template_id"));
    assertThat(rows.get(1).<Object>getAs("first_at")).hasToString("2026-03-01T00:00:10Z");
    assertThat(rows.get(1).<Object>getAs("last_at")).hasToString("2026-03-01T23:59:59Z");
  }

  @Test
  @DisplayName("Many new templates on one day are told of and joined with nothing")
  void unparsed(SparkSession spark) {
    List<LogRows.Line> lines = new ArrayList<>();
    for (String name : List.of("ann", "bob", "eve", "kim", "lee")) {
      lines.add(LogRows.line("shop", "north", "2026-03-01T10:00:00Z", "hello " + name, 1));
      lines.add(LogRows.line("mail", "north", "2026-03-01T10:00:00Z", "hello " + name, 1));
      lines.add(LogRows.line("mail", "north", "2026-03-02T10:00:00Z", "hello " + name, 1));
    }
    // Of mail two are known since the day before, so that three are new on the first of March.
    lines.add(LogRows.line("mail", "north", "2026-02-28T10:00:00Z", "hello ann", 1));
    lines.add(LogRows.line("mail", "north", "2026-02-28T10:00:00Z", "hello bob", 1));
    Dataset<Row> templates = LogTemplates.build(LogRows.entries(spark, lines), FEW).cache();

    Dataset<Row> unparsed = UnparsedLogs.build(templates, FEW).cache();
    assertThat(unparsed.collectAsList())
        .extracting(row -> row.mkString("|"))
        .containsExactly("loki|shop|2026-03-01|5|3|hello ann");

    Dataset<Row> aliases =
        LogTemplateAliases.build(templates, unparsed, LocalDate.parse("2026-03-02"));
    // Until the first of March ann and bob were said twice each, so ann leads.
    String leader = TemplateId.of("north", "mail", "hello ann");
    assertThat(aliases.orderBy("signature").collectAsList())
        .extracting(row -> row.getAs("signature") + " " + row.getAs("pattern"))
        .containsExactly(
            "hello ann hello <*>",
            "hello bob hello <*>",
            "hello eve hello <*>",
            "hello kim hello <*>",
            "hello lee hello <*>");
    assertThat(aliases.collectAsList())
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("leader_id")).isEqualTo(leader);
              assertThat(row.<String>getAs("service")).isEqualTo("mail");
            });
  }
}
