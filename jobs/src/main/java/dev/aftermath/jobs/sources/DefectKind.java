package dev.aftermath.jobs.sources;

/** Why a record or a file cannot be taken as it is. */
public enum DefectKind {
  /** The bytes are not text in the declared encoding. */
  BAD_ENCODING,
  /** A control character that no text format allows. */
  CONTROL_CHARACTER,
  /** The text breaks the rules of its format. */
  MALFORMED,
  /** The file ends in the middle of a record. */
  TRUNCATED,
  /** A value is not of the type its field has. */
  WRONG_TYPE,
  /** A field that the record cannot do without is absent or empty. */
  MISSING_FIELD,
  /** A column or field that the source's settings name is not in the file. */
  MISSING_COLUMN,
  /** The same name twice where names must be unique. */
  DUPLICATE_KEY,
  /** A time in no known pattern or zone. */
  BAD_TIME,
  /** A time outside of what can be meant, such as the years 1 and 9999. */
  TIME_OUT_OF_RANGE,
  /** An end before its beginning. */
  TIME_ORDER,
  /** Values of one record that cannot all be true. */
  CONTRADICTION,
  /** A value larger than the limit for one field or record. */
  TOO_LARGE,
  /** Nested deeper than the limit. */
  TOO_DEEP,
  /** An entity or document type declaration in XML. */
  FORBIDDEN_DECLARATION,
  /** A well-formed part that is not supported. */
  UNSUPPORTED,
  /** The source itself reports an error instead of data. */
  ERROR_RESPONSE,
  /** An archive that would unpack to too much, or outside of its place. */
  UNSAFE_ARCHIVE,
  /** The file is of another format than the source's settings say. */
  WRONG_FORMAT
}
