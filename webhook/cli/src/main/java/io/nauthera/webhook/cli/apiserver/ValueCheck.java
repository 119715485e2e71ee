package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks types, limits, sets and CEL rules in the words of kube-openapi and
 * apiextensions-apiserver. Adds the errors to a list.
 */
final class ValueCheck {
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT([01]?\\d|2[0-3]):[0-5]\\d:[0-5]\\d([.,]\\d+)?"
              + "(Z|[+-]([01]\\d|2[0-4]):([0-5]\\d|60))");

  private ValueCheck() {}

  static void schema(JsonNode value, SchemaNode schema, ValuePath path, List<FieldError> errors) {
    String type = type(value);
    if (!isOfType(type, schema.type())) {
      errors.add(FieldError.wrongType(path.toString(), schema.type(), type));
    }
    switch (type) {
      case "string" -> text(value.textValue(), schema, path, errors);
      case "array" -> list(value, schema, path, errors);
      default -> {
        // Other types have no limits.
      }
    }
    if (!schema.supported().isEmpty()
        && !(value.isTextual() && schema.supported().contains(value.textValue()))) {
      errors.add(FieldError.notSupported(path, value, schema.supported()));
    }
    if (value.isObject()) {
      object(value, schema, path, errors);
    }
  }

  private static String type(JsonNode value) {
    return value.isNumber()
        ? GoFormat.isInt(value) ? "integer" : "number"
        : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static boolean isOfType(String type, String expected) {
    return type.equals(expected)
        || expected.isEmpty()
        || (type.equals("integer") && expected.equals("number"));
  }

  private static void text(
      String text, SchemaNode schema, ValuePath path, List<FieldError> errors) {
    if (text.length() > schema.maxLength()
        && text.codePointCount(0, text.length()) > schema.maxLength()) {
      errors.add(FieldError.tooLong(path.toString(), schema.maxLength()));
    } else if (text.length() < 2 * schema.minLength()
        && text.codePointCount(0, text.length()) < schema.minLength()) {
      String detail = path + " in body should be at least " + schema.minLength() + " chars long";
      errors.add(FieldError.invalid(path, text, detail));
    } else if (schema.isTime() && !isTime(text)) {
      errors.add(FieldError.invalid(path, text, "must be a time, e.g. 2026-01-31T12:00:00Z"));
    }
  }

  /** RFC 3339 as Go reads it: an hour of one digit and a comma are allowed. */
  private static boolean isTime(String text) {
    if (!TIME.matcher(text).matches()) {
      return false;
    }
    try {
      return LocalDate.parse(text.substring(0, "yyyy-MM-dd".length())).getDayOfMonth() > 0;
    } catch (DateTimeParseException noSuchDay) {
      return false;
    }
  }

  private static void list(
      JsonNode list, SchemaNode schema, ValuePath path, List<FieldError> errors) {
    SchemaNode items = schema.items();
    for (int i = 0; items != null && i < list.size(); i++) {
      schema(list.path(i), items, path.item(i), errors);
    }
    if (list.size() > schema.maxItems()) {
      errors.add(FieldError.tooMany(path, list.size(), schema.maxItems()));
    }
  }

  private static void object(
      JsonNode object, SchemaNode schema, ValuePath path, List<FieldError> errors) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      SchemaNode field = schema.field(entry.getKey());
      if (field != null) {
        schema(entry.getValue(), field, path.child(entry.getKey()), errors);
      }
    }
    if (object.size() > schema.maxProperties()) {
      errors.add(FieldError.tooMany(path, object.size(), schema.maxProperties()));
    }
    for (String name : schema.required()) {
      if (!object.has(name)) {
        errors.add(FieldError.required(path.child(name).toString(), ""));
      }
    }
  }

  static void sets(JsonNode value, SchemaNode schema, ValuePath path, List<FieldError> errors) {
    if (!schema.hasSets()) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      SchemaNode field = schema.properties().get(entry.getKey());
      if (field != null) {
        sets(entry.getValue(), field, path.child(entry.getKey()), errors);
      }
    }
    if (value.isArray() && schema.isSet()) {
      duplicates(value, path, errors);
    }
    SchemaNode items = schema.items();
    for (int i = 0; items != null && items.hasSets() && i < value.size(); i++) {
      sets(value.path(i), items, path.item(i), errors);
    }
  }

  /** Only the second of equal items is reported. */
  private static void duplicates(JsonNode list, ValuePath path, List<FieldError> errors) {
    if (list.size() < 2) {
      return;
    }
    Set<Object> seen = new HashSet<>();
    Set<Object> reported = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.path(i);
      Object key =
          item.isContainerNode()
              ? List.of(GoFormat.json(item))
              : item.isNumber() ? GoFormat.key(item) : item;
      if (!seen.add(key) && reported.add(key)) {
        errors.add(FieldError.duplicate(path.item(i), item));
      }
    }
  }

  /**
   * Evaluates CEL rules of a value without blocking errors; {@code old} is the value that it
   * replaces, or null. Items of lists have no identity, so they have no old value.
   */
  static void rules(
      JsonNode value,
      @Nullable JsonNode old,
      SchemaNode schema,
      ValuePath path,
      List<FieldError> errors) {
    if (!schema.hasRules() || value.isNull()) {
      return;
    }
    for (CelRule rule : schema.rules()) {
      if (!rule.permits(value, old)) {
        errors.add(FieldError.invalid(rule.place(path), value, rule.message()));
      }
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      SchemaNode field = schema.properties().get(entry.getKey());
      if (field != null) {
        JsonNode oldField = old == null ? null : old.get(entry.getKey());
        rules(entry.getValue(), oldField, field, path.child(entry.getKey()), errors);
      }
    }
    SchemaNode items = schema.items();
    for (int i = 0; items != null && items.hasRules() && i < value.size(); i++) {
      rules(value.path(i), null, items, path.item(i), errors);
    }
  }
}
