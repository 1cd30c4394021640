package dev.aftermath.jobs.bronze;

import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.sources.ExportReaders;
import dev.aftermath.jobs.sources.RefusedExportException;
import dev.aftermath.jobs.spark.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads landed exports wherever Spark runs it: a task's line of JSON to the items of its file. */
final class ExportParser implements FlatMapFunction<String, Row> {
  private static final long serialVersionUID = 1L;

  private final String lakeUri;
  private final Map<String, String> fileSystemSettings;
  private final String batchId;
  private transient @Nullable LakeFiles files;

  ExportParser(String lakeUri, Map<String, String> fileSystemSettings, String batchId) {
    this.lakeUri = lakeUri;
    this.fileSystemSettings = Map.copyOf(fileSystemSettings);
    this.batchId = batchId;
  }

  @Override
  public Iterator<Row> call(String json) {
    ExportTask task = ExportTask.fromJson(json);
    Handoff<Row> items =
        new Handoff<>("read " + task.fileName(), consumer -> parse(task, consumer));
    TaskContext context = TaskContext.get();
    if (context != null) {
      context.addTaskCompletionListener(
          (org.apache.spark.util.TaskCompletionListener) done -> items.close());
    }
    return items;
  }

  /**
   * Once for all files of a partition: to read Hadoop's settings takes longer than a small file.
   */
  private synchronized LakeFiles files() {
    LakeFiles known = files;
    if (known == null) {
      known = LakeFiles.below(lakeUri, LocalFiles.configuration(fileSystemSettings));
      files = known;
    }
    return known;
  }

  private void parse(ExportTask task, Consumer<Row> rows) throws IOException {
    ExportAccount account = new ExportAccount(task, batchId, rows);
    if (task.refusal() != null) {
      account.quarantine(task.refusal());
      account.close("refused");
      return;
    }
    try (InputStream bytes = LandedContent.unpacked(files().open(task.landed()))) {
      ExportReaders.reader(task.format()).read(bytes, task.settings(), account);
      account.close("read");
    } catch (RefusedExportException e) {
      account.quarantine(e.defect());
      account.close("refused");
    }
  }
}
