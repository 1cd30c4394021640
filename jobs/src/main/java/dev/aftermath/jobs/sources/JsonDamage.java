package dev.aftermath.jobs.sources;

/** A place where a file stops being the JSON it should be, and why. */
final class JsonDamage extends Exception {
  private static final long serialVersionUID = 1L;

  private final DefectKind kind;
  private final transient TextCursor.Place place;
  private final String original;
  private final boolean recovered;

  JsonDamage(DefectKind kind, TextCursor.Place place, String cause, String original) {
    this(kind, place, cause, original, false);
  }

  JsonDamage(
      DefectKind kind, TextCursor.Place place, String cause, String original, boolean recovered) {
    super(cause, null, false, false);
    this.kind = kind;
    this.place = place;
    this.original = TextCursor.readable(original);
    this.recovered = recovered;
  }

  /** Whether the text stands behind the damage, so that reading can go on. */
  boolean recovered() {
    return recovered;
  }

  /** The same damage, with the text standing before the next record, whose brace came too soon. */
  JsonDamage beforeNext() {
    return new JsonDamage(kind, place, reason(), original, true);
  }

  DefectKind kind() {
    return kind;
  }

  TextCursor.Place place() {
    return place;
  }

  /** What is wrong, with the offending value. */
  String reason() {
    return String.valueOf(getMessage());
  }

  String original() {
    return original;
  }

  /** The defect of one record. */
  Defect defect(long position) {
    return Defect.ofRecord(position, place.toString(), kind, reason(), remedy(), original);
  }

  /** The file as a whole is refused for it. */
  RefusedExportException refusal() {
    return new RefusedExportException(defect(0));
  }

  String remedy() {
    return switch (kind) {
      case TRUNCATED -> "Export the file again and let the transfer finish.";
      case BAD_ENCODING -> "Export the file again as UTF-8.";
      case CONTROL_CHARACTER -> "Export again with a tool that escapes control characters.";
      case TOO_LARGE, TOO_DEEP ->
          "Look at the record in its source; if it is meant, leave the field out of the export.";
      case DUPLICATE_KEY -> "Export again with a tool that writes every name once.";
      case MISSING_FIELD, BAD_TIME, TIME_OUT_OF_RANGE ->
          "Export samples with their timestamps, all in one unit.";
      case WRONG_TYPE, CONTRADICTION ->
          "Look at the record in its source, correct it and export again.";
      default -> "Export the file again; do not edit exports by hand.";
    };
  }
}
