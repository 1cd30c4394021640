package dev.aftermath.planted.reports.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aftermath.planted.jobs.Job;
import dev.aftermath.planted.reports.pdf.Page;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;

/** Records that know who renders them, where they come from, and what time it is. */
final class Offences {
  private Offences() {}

  record KnowsARenderer(Page page) {}

  record KnowsJson(@JsonProperty("text") String text) {}

  record KnowsTheJobs(Job job) {}

  record HoldsAClock(Clock clock) {}

  static final class ReadsTheInstant {
    private ReadsTheInstant() {}

    static Supplier<Instant> at() {
      return Instant::now;
    }
  }

  static final class ReadsTheDate {
    private ReadsTheDate() {}

    static LocalDate today() {
      return LocalDate.now(java.time.ZoneOffset.UTC);
    }
  }

  static final class ReadsTheMillis {
    private ReadsTheMillis() {}

    static long at() {
      return System.currentTimeMillis();
    }
  }
}
