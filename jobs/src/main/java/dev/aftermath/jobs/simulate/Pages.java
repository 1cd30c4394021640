package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;

/**
 * Cuts a stream of records into numbered files of at most {@code limit} records, each in the
 * envelope of its API. Always writes at least one file: an empty answer is an answer, too.
 */
final class Pages implements Closeable {

  /** What surrounds the records of a page. */
  interface Envelope {

    void open(JsonGenerator json, long offset) throws IOException;

    void close(JsonGenerator json, long offset, More more) throws IOException;
  }

  /** Whether another page follows. */
  enum More {
    FOLLOWS,
    NONE;

    boolean follows() {
      return this == FOLLOWS;
    }
  }

  private final Sink sink;
  private final String prefix;
  private final int limit;
  private final Envelope envelope;
  private JsonGenerator json;
  private int fileCount;
  private int inPage;
  private long offset;

  Pages(Sink sink, String prefix, int limit, Envelope envelope) throws IOException {
    this.sink = sink;
    this.prefix = prefix;
    this.limit = limit;
    this.envelope = envelope;
    this.json = open();
  }

  /** The generator, ready for one more record. */
  JsonGenerator next() throws IOException {
    if (inPage == limit) {
      finish(More.FOLLOWS);
      offset += limit;
      json = open();
    }
    inPage++;
    return json;
  }

  /** Begins a new query: the current page is the last of the one before. */
  void restart() throws IOException {
    finish(More.NONE);
    offset = 0;
    json = open();
  }

  @Override
  public void close() throws IOException {
    finish(More.NONE);
  }

  private JsonGenerator open() throws IOException {
    fileCount++;
    inPage = 0;
    JsonGenerator opened = Json.generator(sink.open(prefix + "-" + fileCount + ".json"));
    envelope.open(opened, offset);
    return opened;
  }

  private void finish(More more) throws IOException {
    envelope.close(json, offset, more);
    json.writeRaw('\n');
    json.close();
  }
}
