package io.nauthera.webhook.cli.apiserver;

import java.util.List;
import java.util.Map;

/** The types of Go that metadata is read into; {@code name} is what messages call them. */
sealed interface GoType {
  String name();

  /** Any type whose kind is string. */
  record Text(String name) implements GoType {}

  record Whole(String name) implements GoType {}

  record Truth(String name) implements GoType {}

  /** RFC 3339. */
  record Time(String name) implements GoType {}

  /** Taken as it is. */
  record Raw(String name) implements GoType {}

  record Texts(String name) implements GoType {}

  record Items(String name, GoType item) implements GoType {}

  /** {@code bare} is the name without its package; {@code always} is written even where empty. */
  record Struct(String name, String bare, Map<String, GoType> fields, List<String> always)
      implements GoType {}

  Text STRING = new Text("string");
  Text UID = new Text("types.UID");
  Whole INT64 = new Whole("int64");
  Truth BOOL = new Truth("bool");
  Time TIME = new Time("v1.Time");
  Texts STRINGS = new Texts("map[string]string");

  Struct OWNER_REFERENCE =
      new Struct(
          "v1.OwnerReference",
          "OwnerReference",
          Map.of(
              "apiVersion",
              STRING,
              "kind",
              STRING,
              "name",
              STRING,
              "uid",
              UID,
              "controller",
              BOOL,
              "blockOwnerDeletion",
              BOOL),
          List.of("apiVersion", "kind", "name", "uid"));

  Struct MANAGED_FIELDS =
      new Struct(
          "v1.ManagedFieldsEntry",
          "ManagedFieldsEntry",
          Map.of(
              "manager",
              STRING,
              "operation",
              new Text("v1.ManagedFieldsOperationType"),
              "apiVersion",
              STRING,
              "time",
              TIME,
              "fieldsType",
              STRING,
              "fieldsV1",
              new Raw("v1.FieldsV1"),
              "subresource",
              STRING),
          List.of());

  Struct OBJECT_META =
      new Struct(
          "v1.ObjectMeta",
          "ObjectMeta",
          Map.ofEntries(
              Map.entry("name", STRING),
              Map.entry("generateName", STRING),
              Map.entry("namespace", STRING),
              Map.entry("selfLink", STRING),
              Map.entry("uid", UID),
              Map.entry("resourceVersion", STRING),
              Map.entry("generation", INT64),
              Map.entry("creationTimestamp", TIME),
              Map.entry("deletionTimestamp", TIME),
              Map.entry("deletionGracePeriodSeconds", INT64),
              Map.entry("labels", STRINGS),
              Map.entry("annotations", STRINGS),
              Map.entry("ownerReferences", new Items("[]v1.OwnerReference", OWNER_REFERENCE)),
              Map.entry("finalizers", new Items("[]string", STRING)),
              Map.entry("managedFields", new Items("[]v1.ManagedFieldsEntry", MANAGED_FIELDS))),
          List.of());
}
