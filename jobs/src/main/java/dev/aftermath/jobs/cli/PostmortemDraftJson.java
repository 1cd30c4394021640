package dev.aftermath.jobs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aftermath.jobs.domain.draft.DraftSection;
import dev.aftermath.jobs.domain.draft.DraftTable;
import dev.aftermath.jobs.domain.draft.PostmortemDraft;
import java.util.List;
import java.util.Locale;

/** Drafts for programs: the same sections, cells by the names of their columns. */
final class PostmortemDraftJson {
  private static final JsonMapper JSON = new JsonMapper();

  private PostmortemDraftJson() {}

  static ObjectNode of(PostmortemDraft draft) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("incident_id", draft.incidentId())
            .put("as_of", draft.asOf().toString())
            .put("title", draft.title());
    ObjectNode properties = json.putObject("properties");
    draft
        .properties()
        .forEach(
            property ->
                properties.put(
                    name(property.name()), property.value().isEmpty() ? null : property.value()));
    ArrayNode sections = json.putArray("sections");
    draft.sections().forEach(section -> add(sections.addObject(), section));
    return json;
  }

  private static void add(ObjectNode json, DraftSection section) {
    json.put("name", name(section.heading()))
        .put("is_to_write", section.isToWrite())
        .put("hint", section.hint());
    section.sentences().forEach(json.putArray("sentences")::add);
    section.items().forEach(json.putArray("items")::add);
    ArrayNode rows = json.putArray("rows");
    DraftTable table = section.table();
    if (table != null) {
      List<String> names = table.columns().stream().map(PostmortemDraftJson::name).toList();
      for (List<String> cells : table.rows()) {
        ObjectNode row = rows.addObject();
        for (int i = 0; i < names.size(); i++) {
          row.put(names.get(i), cells.get(i).isEmpty() ? null : cells.get(i));
        }
      }
    }
  }

  private static String name(String words) {
    return words.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
