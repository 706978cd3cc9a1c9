package org.lockstep.datasets.check;

/** The words under which rejected rows are counted. */
public final class Reasons {
  /** Bytes that are not UTF-8. */
  public static final String INVALID_UTF8 = "invalid_utf8";

  /** A record with more or fewer cells than the header has columns. */
  public static final String RAGGED_ROW = "ragged_row";

  /** A quoted cell that goes on after its closing quote. */
  public static final String MALFORMED_QUOTES = "malformed_quotes";

  /** A record, and so a cell of it, longer than the limit. */
  public static final String CELL_TOO_LONG = "cell_too_long";

  /** A text of white space alone. */
  public static final String EMPTY_TEXT = "empty_text";

  /** A label that is not among the declared ones. */
  public static final String UNKNOWN_LABEL = "unknown_label";

  /** A number other than 0 and 1 where a column says whether a row has its label. */
  public static final String NOT_0_OR_1 = "not_0_or_1";

  /** One-hot columns without a 1, or with more than one. */
  public static final String NOT_ONE_HOT = "not_one_hot";

  /** A share below 0, or shares that do not add up to 1. */
  public static final String NOT_A_SHARE = "not_a_share";

  /** No label. */
  public static final String BLANK_LABEL = "blank_label";

  /** No number where a column says how much a row counts. */
  public static final String BLANK_WEIGHT = "blank_weight";

  /** A number below 0 there. */
  public static final String NEGATIVE_WEIGHT = "negative_weight";

  /** No value where a column says which rows stay together. */
  public static final String BLANK_GROUP = "blank_group";

  /** No number to predict. */
  public static final String BLANK_TARGET = "blank_target";

  /** A blank among the inputs, where rows with blanks are dropped. */
  public static final String BLANK_VALUE = "blank_value";

  /** A 0 where a feature divides by it, and rows with blank values are dropped. */
  public static final String ZERO_DIVISOR = "zero_divisor";

  /** Text where a number must be. */
  public static final String NOT_A_NUMBER = "not_a_number";

  /** NaN, an infinity, or a number too large for a double. */
  public static final String NOT_FINITE = "not_finite";

  /** A line that is not one JSON object. */
  public static final String MALFORMED_JSON = "malformed_json";

  /** A JSON object or array where a single value must be. */
  public static final String NOT_A_SCALAR = "not_a_scalar";

  /** Not {@code index:value …} with ascending indices from 1. */
  public static final String MALFORMED_VECTOR = "malformed_vector";

  private Reasons() {}
}
