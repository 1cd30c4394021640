package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the postmortems of a week's incidents as a checkout of their repository holds them, and as
 * Confluence answers with them.
 */
final class PostmortemExport {

  static final String SOURCE = "postmortems";

  private final Path exports;
  private final World world;
  private final Counts counts;

  PostmortemExport(Path exports, World world, Counts counts) {
    this.exports = exports;
    this.world = world;
    this.counts = counts;
  }

  void write(Week week) throws IOException {
    Path folder = exports.resolve(SOURCE).resolve(week.label());
    List<Postmortem> pages = new ArrayList<>();
    long end = world.settings().end().getEpochSecond();
    world.visit(
        week,
        Visit.writing(
            incident -> {
              Postmortem postmortem = Postmortem.of(incident, end);
              if (postmortem == null) {
                return;
              }
              counts.one("postmortems_written");
              if (postmortem.format() == Postmortem.Format.CONFLUENCE) {
                pages.add(postmortem);
              } else {
                Files.createDirectories(folder);
                Files.writeString(
                    folder.resolve(postmortem.id() + ".md"), PostmortemMarkdown.text(postmortem));
              }
            }));
    if (!pages.isEmpty()) {
      Files.createDirectories(folder);
      write(folder.resolve("pages.json"), pages);
    }
  }

  private static void write(Path file, List<Postmortem> pages) throws IOException {
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.writeStartObject();
      json.writeArrayFieldStart("results");
      for (Postmortem page : pages) {
        PostmortemPage.write(json, page);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("_links");
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
