package dev.aftermath.jobs.sources;

import java.io.Serializable;
import java.util.Map;

/**
 * One log line as exported.
 *
 * @param position where the line stands in its file, counted from 1
 * @param epochNanos nanoseconds since 1970 in UTC: two lines of one microsecond keep their order
 * @param labels the stream's labels
 * @param metadata structured metadata and parsed labels that the export kept apart from the stream
 */
public record RawLogLine(
    long position,
    long epochNanos,
    Map<String, String> labels,
    String line,
    Map<String, String> metadata)
    implements Serializable {}
