package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One JSON value as it stands in a file, not yet parsed.
 *
 * @param place where it begins
 * @param text the value; only its beginning when it is too large
 * @param tooLarge why it is too large to be held; empty when it is not
 * @param tooDeep whether it is nested deeper than {@link StrictJson#DEEPEST}
 */
record JsonText(TextCursor.Place place, String text, String tooLarge, boolean tooDeep) {

  /**
   * Parses the value.
   *
   * @throws JsonDamage when it breaks a rule of {@link StrictJson}; the text behind it is unharmed
   */
  JsonNode node() throws JsonDamage {
    if (tooDeep) {
      throw new JsonDamage(
          DefectKind.TOO_DEEP,
          place,
          "it is nested deeper than " + StrictJson.DEEPEST + " levels",
          text);
    }
    if (!tooLarge.isEmpty()) {
      throw new JsonDamage(DefectKind.TOO_LARGE, place, tooLarge, text);
    }
    return StrictJson.parse(text, place);
  }
}
