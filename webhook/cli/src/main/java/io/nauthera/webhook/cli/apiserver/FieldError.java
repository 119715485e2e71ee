package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a field, worded as {@code field.Error} of Kubernetes' apimachinery
 * words it; {@code message} is without the field.
 */
record FieldError(Type type, String field, String message) {
  /** The values of metav1.CauseType in use here, and what the message begins with. */
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

    /** Rules in CEL are not asked about an object with such an error. */
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

  /** Of objects and lists only the place is shown. */
  static FieldError invalid(ValuePath field, JsonNode value, String detail) {
    return invalidPrinted(field.toString(), value.isContainerNode() ? "" : printed(value), detail);
  }

  /** Of a value that is already written as it shall be shown. */
  static FieldError invalidPrinted(String field, String printed, String detail) {
    return of(Type.INVALID, field, printed, detail);
  }

  /** What could not be read at all; the message is not of the usual form. */
  static FieldError unreadable(Type type, String field, String message) {
    return new FieldError(type, field, message);
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
