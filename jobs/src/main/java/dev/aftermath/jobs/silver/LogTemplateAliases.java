package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import dev.aftermath.jobs.domain.log.TemplateAliases;
import dev.aftermath.jobs.domain.log.TemplateAliases.Alias;
import dev.aftermath.jobs.domain.log.TemplateAliases.Template;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per log template that shares its pattern with other templates of its service: the one
 * that all of them go by.
 *
 * <p>{@code leader_id} is the most frequent of the same tenant, for the leader its own {@code
 * template_id}. {@code pattern} is the signature with a mask also at the places that the program
 * fills in ({@link dev.aftermath.jobs.domain.log.TemplatePatterns}). Made of the weeks that are
 * over; no other table's ids change by it.
 */
public final class LogTemplateAliases {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "log_template_aliases",
          """
          template_id STRING NOT NULL,
          leader_id STRING NOT NULL,
          service STRING,
          tenant STRING,
          signature STRING NOT NULL,
          pattern STRING NOT NULL
          """,
          "template_id");

  private static final StructType KEY = StructType.fromDDL("service STRING");
  private static final StructType COUNTED =
      StructType.fromDDL(
          """
          service STRING,
          template_id STRING NOT NULL,
          tenant STRING,
          signature STRING NOT NULL,
          line_count BIGINT NOT NULL
          """);

  private LogTemplateAliases() {}

  /**
   * Builds the table: only distinct signatures are compared, the lines stay where they are.
   *
   * @param logTemplates {@link LogTemplates}
   * @param unparsedLogs {@link UnparsedLogs}, whose services are left out
   * @param before the first day that is not looked at
   */
  public static Dataset<Row> build(
      Dataset<Row> logTemplates, Dataset<Row> unparsedLogs, LocalDate before) {
    Dataset<Row> counted =
        logTemplates
            .where(col("day").lt(lit(before)))
            .groupBy("template_id")
            .agg(
                max("service").as("service"),
                max("tenant").as("tenant"),
                max("signature").as("signature"),
                sum("line_count").as("line_count"))
            .transform(rows -> UnparsedLogs.without(rows, unparsedLogs));
    return Schemas.fit(counted, COUNTED)
        .groupBy(col("service"))
        .as(Encoders.row(KEY), Encoders.row(COUNTED))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) (service, rows) -> aliases(service, rows),
            Encoders.row(TABLE.schema()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Iterator<Row> aliases(Row service, Iterator<Row> rows) {
    List<Template> templates = new ArrayList<>();
    rows.forEachRemaining(
        row ->
            templates.add(
                new Template(
                    row.getString(1), row.getString(2), row.getString(3), row.getLong(4))));
    return TemplateAliases.of(templates).stream()
        .map(alias -> row(service.getString(0), alias))
        .iterator();
  }

  private static Row row(String service, Alias alias) {
    Template template = alias.template();
    return RowFactory.create(
        template.id(),
        alias.leaderId(),
        service,
        template.tenant(),
        template.signature(),
        alias.pattern());
  }
}
