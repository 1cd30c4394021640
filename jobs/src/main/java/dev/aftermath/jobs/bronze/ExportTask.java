package dev.aftermath.jobs.bronze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.sources.Defect;
import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.sources.SourceSettings;
import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One landed export that is to be read: all that a reader anywhere needs to know of it.
 *
 * @param landed the landed file's name below the lake's root
 * @param fileName the file as received, relative to the folder it came from
 * @param entryName its entry when the file is an archive
 * @param contentSha256 of the unpacked content
 * @param fileSha256 of the file as received
 * @param byteCount of the unpacked content
 * @param refusal why nothing of it is read, when its archive cannot be opened; null otherwise
 */
public record ExportTask(
    String source,
    String system,
    ExportFormat format,
    String landed,
    String fileName,
    @Nullable String entryName,
    String contentSha256,
    String fileSha256,
    String settingsDigest,
    long byteCount,
    SourceSettings settings,
    @Nullable Defect refusal)
    implements Serializable {

  /** Largest first, then by content: an order that the order of arrival does not change. */
  static final Comparator<ExportTask> LARGEST_FIRST =
      Comparator.comparingLong(ExportTask::byteCount)
          .reversed()
          .thenComparing(ExportTask::exportId);

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The export's identity: the same content of the same source, read with the same settings, is the
   * same export under whatever name it arrives.
   */
  public String exportId() {
    return source + ":" + contentSha256.substring(0, 32) + ":" + settingsDigest.substring(0, 8);
  }

  /** The task as one line of JSON. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write task of " + fileName, e);
    }
  }

  /** The task from its line of JSON. */
  static ExportTask fromJson(String json) {
    try {
      return JSON.readValue(json, ExportTask.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read task: " + e.getMessage(), e);
    }
  }
}
