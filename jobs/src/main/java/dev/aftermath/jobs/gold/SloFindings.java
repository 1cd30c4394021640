package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * What is found in all slices of every SLO: the rows of {@link SloBreaches}, {@link SloExclusions},
 * {@link BudgetAttribution}, {@link SloDips} and {@link PaperworkGaps}. To lay out all slices costs
 * far more than to look for any of these, so it happens once, when the first table asks; what was
 * found is kept as long as this object.
 */
public final class SloFindings {
  /** A finding has one of these; the others are null. */
  private static final StructType ROWS =
      new StructType()
          .add(Kind.BREACH.column(), SloBreaches.ROWS)
          .add(Kind.EXCLUSION.column(), SloExclusions.ROWS)
          .add(Kind.BUDGET_PART.column(), BudgetAttribution.ROWS)
          .add(Kind.DIP.column(), SloDips.ROWS)
          .add(Kind.PAPERWORK_GAP.column(), PaperworkGaps.ROWS);

  private final Dataset<Row> rows;

  private SloFindings(Dataset<Row> rows) {
    this.rows = rows;
  }

  /** Which table a finding is a row of. */
  enum Kind {
    BREACH("breach"),
    EXCLUSION("exclusion"),
    BUDGET_PART("budget_part"),
    DIP("dip"),
    PAPERWORK_GAP("paperwork_gap");

    private final String column;

    Kind(String column) {
      this.column = column;
    }

    private String column() {
      return column;
    }

    private Row finding(Row row) {
      Object[] columns = new Object[values().length];
      columns[ROWS.fieldIndex(column)] = row;
      return RowFactory.create(columns);
    }
  }

  /**
   * Prepares the search.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   * @param incidentFacts rows of {@link IncidentFacts}
   * @param approved by {@link ApprovedMaintenance}
   * @param reportZone whose days, months and quarters count where an SLO declares no zone
   */
  public static SloFindings in(
      Dataset<Row> sloSliceDays,
      Dataset<Row> incidentFacts,
      List<SloHistory> slos,
      List<Maintenance> approved,
      ZoneId reportZone,
      Instant asOf) {
    IncidentSpans incidents = IncidentSpans.of(incidentFacts);
    ArrayList<Maintenance> maintenance = new ArrayList<>(approved);
    Dataset<Row> found =
        SloTimelines.map(
            sloSliceDays,
            slos,
            ApprovedMaintenance.exclusions(approved),
            ROWS,
            slo -> findings(slo, incidents, maintenance, reportZone, asOf));
    // Not as a table of Spark's cache: that one would outlive this object. A partition's rows in
    // one piece: while rows are kept one by one, Spark estimates their size over and over.
    JavaRDD<List<Row>> kept = found.javaRDD().glom().persist(StorageLevel.MEMORY_AND_DISK());
    return new SloFindings(
        sloSliceDays.sparkSession().createDataFrame(kept.flatMap(List::iterator), ROWS));
  }

  /** The findings of a kind, as rows of a table. */
  Dataset<Row> of(Kind kind, StructType table) {
    return rows.where(col(kind.column()).isNotNull())
        .select(kind.column() + ".*")
        .transform(found -> Schemas.fitNumbersForTimes(found, table));
  }

  private static List<Row> findings(
      MeasuredSlo slo,
      IncidentSpans incidents,
      List<Maintenance> approved,
      ZoneId reportZone,
      Instant asOf) {
    List<Row> findings = new ArrayList<>();
    add(findings, Kind.BREACH, SloBreaches.rows(slo, incidents.concerning(slo), reportZone, asOf));
    for (SplitSlo objective : SplitSlo.objectives(slo, incidents::concerning, asOf)) {
      add(findings, Kind.EXCLUSION, SloExclusions.rows(objective, approved, asOf));
      add(findings, Kind.BUDGET_PART, BudgetAttribution.rows(objective, reportZone));
      add(findings, Kind.DIP, SloDips.rows(objective));
      add(findings, Kind.PAPERWORK_GAP, PaperworkGaps.rows(objective));
    }
    return findings;
  }

  private static void add(List<Row> findings, Kind kind, List<Row> rows) {
    rows.forEach(row -> findings.add(kind.finding(row)));
  }
}
