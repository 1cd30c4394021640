package dev.aftermath.planted.jobs.domain.slo;

import dev.aftermath.planted.jobs.domain.calendar.Day;
import dev.aftermath.planted.jobs.sources.Export;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Domain classes that know too much. */
final class Offences {
  private Offences() {}

  record KnowsSpark(Row row) {}

  record KnowsDelta(DeltaTable table) {}

  record KnowsScala(Tuple2<String, String> pair) {}

  record KnowsHadoop(Configuration configuration) {}

  record OpensFiles(Path path) {}

  record KnowsASource(Export export) {}

  record KnowsTheCalendar(Day day) {}

  static final class ReadsStreams {
    private ReadsStreams() {}

    static int first(InputStream in) throws IOException {
      return in.read();
    }
  }

  static final class Logs {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);

    private Logs() {}

    static void log() {
      LOG.info("A domain that logs");
    }
  }
}
