package dev.aftermath.planted.jobs.sources;

import dev.aftermath.planted.jobs.bronze.Landed;

/** A reader that knows who reads it. */
final class Offences {
  private Offences() {}

  record KnowsBronze(Landed landed) {}

  static final class ThrowsAnything {
    private ThrowsAnything() {}

    static void refuse(String text) {
      if (text.isEmpty()) {
        throw new RuntimeException("Cannot read");
      }
    }
  }
}
