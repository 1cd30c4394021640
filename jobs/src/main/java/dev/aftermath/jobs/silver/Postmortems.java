package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per postmortem of a source, known by the id it states, its page's id or else its path,
 * with its timeline, its action items and the incident it is about.
 *
 * <p>Of several versions of one postmortem that of the latest version or, where the source counts
 * none, the latest stated update stands; where two state the same or none, the one with the greater
 * digest stands and {@code content_count} is above 1.
 *
 * <ul>
 *   <li>{@code cause_text} is the one sentence that names the cause; {@code cause_basis} says where
 *       it was found: {@code section}, {@code root_cause_sentence}, {@code summary_sentence},
 *       {@code first_factor} or {@code other_sentence}.
 *   <li>An entry of {@code timeline} whose time cannot be known has no {@code at} and says why in
 *       {@code flaw}; {@code basis} says from where date and zone were taken that the entry does
 *       not state.
 *   <li>{@code started_basis} is {@code stated} or {@code timeline} (its first entry).
 *   <li>{@code incident_id} is the incident it is about, null where none can be told; {@code
 *       match_rule} is {@code stated_reference}, {@code mentioned_reference} (its text names
 *       exactly one) or a rule of {@code conf/postmortems.yaml} for what names none, and {@code
 *       match_evidence} says why in words, also why one that had several to choose from has none.
 *       {@code other_incident_ids} are the others that it states.
 *   <li>Persons are pseudonyms that hold for one postmortem only: they tell whether two of its
 *       persons are one, and nothing else.
 * </ul>
 */
public final class Postmortems {
  /** An action item within its postmortem. */
  static final String ACTION_ITEM =
      "STRUCT<position: INT, text: STRING, owner_pseudonym: STRING, due_on: DATE, state: STRING,"
          + " state_basis: STRING, closed_on: DATE, tracker: STRING, line: INT>";

  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "postmortems",
          """
          source STRING NOT NULL,
          postmortem_key STRING NOT NULL,
          path STRING NOT NULL,
          content_sha256 STRING NOT NULL,
          title STRING,
          service STRING,
          tenant STRING,
          severity STRING,
          status STRING,
          summary STRING,
          impact STRING,
          trigger STRING,
          detection STRING,
          cause_text STRING,
          cause_basis STRING,
          contributing_factors ARRAY<STRING> NOT NULL,
          timeline ARRAY<STRUCT<at: TIMESTAMP, written: STRING, text: STRING, basis: STRING,
            flaw: STRING, line: INT>> NOT NULL,
          action_items ARRAY<%s> NOT NULL,
          sections ARRAY<STRUCT<name: STRING, line: INT>> NOT NULL,
          stated_references ARRAY<STRING> NOT NULL,
          mentioned_references ARRAY<STRING> NOT NULL,
          author_pseudonym STRING,
          approver_pseudonym STRING,
          started_at TIMESTAMP,
          started_basis STRING,
          ended_at TIMESTAMP,
          completed_at TIMESTAMP,
          updated_at TIMESTAMP,
          incident_id STRING,
          other_incident_ids ARRAY<STRING> NOT NULL,
          match_rule STRING,
          match_evidence STRING,
          content_count BIGINT NOT NULL
          """
              .formatted(ACTION_ITEM),
          "source",
          "postmortem_key");

  private Postmortems() {}

  /**
   * Builds the table: two shuffles of as many rows as there are postmortems, and one pass over the
   * incidents if there is any.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   * @param exports {@link dev.aftermath.jobs.bronze.Exports}, which know the files' names
   * @param incidents {@link Incidents} of the same records
   * @param rules by what postmortems are put down to incidents
   */
  public static Dataset<Row> build(
      Dataset<Row> records, Dataset<Row> exports, Dataset<Row> incidents, PostmortemRules rules) {
    Dataset<Row> written = written(records, exports);
    Dataset<Row> links = PostmortemLinks.of(written, incidents, rules.nearby());
    return written
        .join(broadcast(links), new String[] {"source", "postmortem_key"}, "left")
        .withColumn("other_incident_ids", coalesce(col("other_incident_ids"), texts()))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Dataset<Row> written(Dataset<Row> records, Dataset<Row> exports) {
    Dataset<Row> files =
        exports.select(
            col("export_id"),
            col("content_sha256"),
            coalesce(
                    expr("concat(regexp_extract(file_name, '^(.*/)?', 0), entry_name)"),
                    col("file_name"))
                .as("path"));
    Column newest =
        struct(
            col("version_at"),
            col("sequence"),
            expr("cast(fields['reviewed_at'] AS TIMESTAMP)"),
            col("content_sha256"),
            col("record_digest"));
    return records
        .where("kind = 'postmortem'")
        .join(files, "export_id")
        .withColumn("postmortem_key", coalesce(field("number"), field("native_id"), col("path")))
        .groupBy("source", "postmortem_key")
        .agg(
            max_by(struct("path", "content_sha256", "fields"), newest).as("last"),
            count(lit(1)).as("content_count"))
        .select(
            col("source"),
            col("postmortem_key"),
            col("last.path").as("path"),
            col("last.content_sha256").as("content_sha256"),
            col("last.fields").as("fields"),
            col("content_count"))
        .transform(Postmortems::columns);
  }

  private static Dataset<Row> columns(Dataset<Row> rows) {
    Column at = expr("get(filter(timeline, entry -> entry.at IS NOT NULL), 0).at");
    return rows.select(
            col("source"),
            col("postmortem_key"),
            col("path"),
            col("content_sha256"),
            field("title").as("title"),
            field("service").as("service"),
            field("tenant").as("tenant"),
            field("severity").as("severity"),
            field("state_as_written").as("status"),
            field("summary").as("summary"),
            field("impact_text").as("impact"),
            field("trigger").as("trigger"),
            field("detection").as("detection"),
            field("cause_text").as("cause_text"),
            field("cause_basis").as("cause_basis"),
            coalesce(expr("from_json(fields['contributing_factors'], 'ARRAY<STRING>')"), texts())
                .as("contributing_factors"),
            parsed("timeline"),
            actionItems().as("action_items"),
            sections().as("sections"),
            references("stated").as("stated_references"),
            references("mentioned").as("mentioned_references"),
            pseudonym("fields['author']").as("author_pseudonym"),
            pseudonym("fields['approved_by']").as("approver_pseudonym"),
            instant("start_at").as("stated_at"),
            instant("end_at").as("ended_at"),
            instant("completed_at").as("completed_at"),
            instant("reviewed_at").as("updated_at"),
            col("content_count"))
        .withColumn("started_at", coalesce(col("stated_at"), at))
        .withColumn(
            "started_basis",
            when(col("stated_at").isNotNull(), "stated").when(at.isNotNull(), "timeline"));
  }

  private static Column parsed(String field) {
    return coalesce(
            expr(
                "from_json(fields['%s'], 'ARRAY<STRUCT<at: TIMESTAMP, written: STRING, text: STRING, basis: STRING, flaw: STRING, line: INT>>')"
                    .formatted(field)),
            expr("array()"))
        .as(field);
  }

  /** Whoever an item is addressed to is taken out of its text. */
  private static Column actionItems() {
    return coalesce(
        expr(
            """
            transform(
              from_json(fields['action_items'], 'ARRAY<STRUCT<text: STRING, owner: STRING,
                due_on: DATE, state: STRING, state_basis: STRING, closed_on: DATE,
                tracker: STRING, line: INT>>'),
              (item, place) -> named_struct(
                'position', place + 1,
                'text', regexp_replace(
                  if(length(item.owner) > 2, replace(item.text, item.owner, '…'), item.text),
                  '@(\\\\[[^\\\\]]*\\\\]|[\\\\w.:-]+)', '@…'),
                'owner_pseudonym', %s,
                'due_on', item.due_on,
                'state', item.state,
                'state_basis', item.state_basis,
                'closed_on', item.closed_on,
                'tracker', item.tracker,
                'line', item.line))
            """
                .formatted(pseudonymous("item.owner"))),
        expr("array()"));
  }

  private static Column sections() {
    return coalesce(
        expr(
            """
            transform(split(fields['sections'], '\\\\n'), line -> named_struct(
              'name', split(line, ' ')[0], 'line', cast(split(line, ' ')[1] AS INT)))
            """),
        expr("array()"));
  }

  private static Column references(String how) {
    return coalesce(
        expr(
            """
            transform(
              filter(split(fields['incident_references'], '\\\\n'), line -> line LIKE '%s %%'),
              line -> split(line, ' ')[1])
            """
                .formatted(how)),
        texts());
  }

  /** Salted with the postmortem, so that nobody can be followed from one to the next. */
  private static String pseudonymous(String person) {
    return "substring(sha2(concat(source, '\\n', postmortem_key, '\\n', lower(trim(%s))), 256), 1, 16)"
        .formatted(person);
  }

  private static Column pseudonym(String person) {
    return expr(pseudonymous(person));
  }

  private static Column field(String name) {
    return col("fields").getItem(name);
  }

  private static Column instant(String name) {
    return field(name).cast("timestamp");
  }

  private static Column texts() {
    return expr("array()").cast("array<string>");
  }
}
