package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An error of a field, in the words of {@code field.Error} of Kubernetes' apimachinery; {@code
 * message} does not contain the field.
 */
record FieldError(Type type, String field, String message) {
  /** A metav1.CauseType and the first words of its messages. */
  enum Type {
    REQUIRED("FieldValueRequired", "Required value", true),
    DUPLICATE("FieldValueDuplicate", "Duplicate value", false),
    INVALID("FieldValueInvalid", "Invalid value", false),
    TYPE_INVALID("FieldValueTypeInvalid", "Invalid value", true),
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value", true),
    TOO_LONG("FieldValueTooLong", "Too long", true),
    TOO_MANY("FieldValueTooMany", "Too many", true),
    FORBIDDEN("FieldValueForbidden", "Forbidden", false);

    final String cause;
    private final String words;

    /** CEL rules are not evaluated for an object with such an error. */
    final boolean blocksRules;

    Type(String cause, String words, boolean blocksRules) {
      this.cause = cause;
      this.words = words;
      this.blocksRules = blocksRules;
    }
  }

  static FieldError required(String field, String detail) {
    return of(Type.REQUIRED, field, "", detail);
  }

  static FieldError duplicate(ValuePath field, JsonNode value) {
    return of(Type.DUPLICATE, field.toString(), printed(value), "");
  }

  static FieldError invalid(String field, String value, String detail) {
    return of(Type.INVALID, field, GoFormat.quote(value), detail);
  }

  static FieldError invalid(ValuePath field, String value, String detail) {
    return invalid(field.toString(), value, detail);
  }

  /** Objects and lists are not printed. */
  static FieldError invalid(ValuePath field, JsonNode value, String detail) {
    return invalidPrinted(field.toString(), value.isContainerNode() ? "" : printed(value), detail);
  }

  /** The value is already formatted. */
  static FieldError invalidPrinted(String field, String printed, String detail) {
    return of(Type.INVALID, field, printed, detail);
  }

  static FieldError wrongType(String field, String expected, String actual) {
    String detail = field + " in body must be of type " + expected + ": " + GoFormat.quote(actual);
    return of(Type.TYPE_INVALID, field, GoFormat.quote(actual), detail);
  }

  static FieldError notSupported(ValuePath field, JsonNode value, List<String> supported) {
    String list = supported.stream().map(GoFormat::quote).collect(Collectors.joining(", "));
    return of(Type.NOT_SUPPORTED, field.toString(), printed(value), "supported values: " + list);
  }

  static FieldError tooLong(String field, int most) {
    return of(
        Type.TOO_LONG,
        field,
        "",
        "may not be more than " + most + (most == 1 ? " byte" : " bytes"));
  }

  static FieldError tooMany(ValuePath field, int actual, int most) {
    return of(
        Type.TOO_MANY,
        field.toString(),
        Integer.toString(actual),
        "must have at most " + most + (most == 1 ? " item" : " items"));
  }

  private static FieldError of(Type type, String field, String printed, String detail) {
    var message = new StringBuilder(type.words);
    if (!printed.isEmpty()) {
      message.append(": ").append(printed);
    }
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    return new FieldError(type, field, message.toString());
  }

  private static String printed(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> GoFormat.quote(value.textValue());
      case NUMBER -> GoFormat.number(value);
      default -> GoFormat.json(value);
    };
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
