package dev.aftermath.planted.jobs.config;

import dev.aftermath.planted.jobs.lake.Files;

/** Settings that know where they are used. */
final class Offences {
  private Offences() {}

  record KnowsTheLake(Files files) {}
}
