package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.reports.evidence.EvidencePack;
import dev.aftermath.reports.evidence.PackFile;
import dev.aftermath.reports.evidence.PackId;
import dev.aftermath.reports.evidence.Provenance;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Seals the evidence of a week: the report in all formats, the lists behind it, their origin. */
public final class EvidencePacks {
  private static final String FOLDER = "evidence";
  private static final String SCOPE = "all";

  private final Lake lake;
  private final LakeFiles output;

  /** Packs from the lake's gold tables, put below the output. */
  public EvidencePacks(Lake lake, LakeFiles output) {
    this.lake = lake;
    this.output = output;
  }

  /** The packs that were sealed, oldest first, as names below the output. */
  public static List<String> sealed(LakeFiles output) {
    return output.names(FOLDER).stream()
        .filter(name -> name.matches("pack-.+\\.zip"))
        .sorted()
        .map(name -> FOLDER + "/" + name)
        .toList();
  }

  /**
   * Seals the pack of a week. An earlier pack of the week stays; this one has the next number.
   *
   * @param reports the week's report, rendered
   * @return the pack's name below the output
   */
  public String seal(
      ReportWeek week, WeeklyReport report, List<PackFile> reports, Provenance provenance) {
    try {
      List<PackFile> files = new ArrayList<>(reports);
      for (EvidenceList list : new EvidenceLists(lake, week).all()) {
        files.addAll(list.files(report.header()));
      }
      files.add(PackFile.ofProvenance(provenance));
      PackId id = new PackId(SCOPE, week.label(), nextSequence(week));
      EvidencePack pack =
          new EvidencePack(
              id,
              report.header().organisation(),
              "Incidents, response times, SLOs and recurring causes of " + week.label(),
              report.header().asOf(),
              files);
      String name = FOLDER + "/" + id.folder() + ".zip";
      output.write(name, pack::writeTo);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot seal the evidence of " + week.label() + ": " + e.getMessage(), e);
    }
  }

  private int nextSequence(ReportWeek week) {
    String prefix = FOLDER + "/pack-" + SCOPE + "-" + week.label() + "-";
    return 1 + (int) sealed(output).stream().filter(name -> name.startsWith(prefix)).count();
  }
}
