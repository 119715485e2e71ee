package io.nauthera.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What annotations cannot say: list types, words, formats, descriptions of whole resources, order
 * of columns.
 */
final class SchemaDetails {
  /** Lists of which each line is its own: merged by server-side apply, no duplicates. */
  private static final Set<String> SETS =
      Set.of(
          "redirectUris",
          "postLogoutRedirectUris",
          "webOrigins",
          "grantTypes",
          "scopes",
          "allowedGrantTypes",
          "allowedScopes",
          "allowedSchemes",
          "allowedHosts");

  private static final Set<String> GRANTS = Set.of("grantTypes", "allowedGrantTypes");
  private static final Set<String> METHODS = Set.of("tokenEndpointAuthMethod", "method");
  private static final List<String> COLUMNS =
      List.of(
          "Ready",
          "Reason",
          "Enforcement",
          "Type",
          "Client-ID",
          "Server",
          "Issuer",
          "Governed",
          "Violating",
          "Applied",
          "Clients",
          "Server-Version",
          "Secret",
          "Status",
          "Age");

  private SchemaDetails() {}

  static void addTo(ObjectNode crd) {
    var version = (ObjectNode) crd.at("/spec/versions/0");
    String kind = crd.at("/spec/names/kind").textValue();
    var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    schema.put("description", Descriptions.of(kind));
    var properties = (ObjectNode) schema.get("properties");
    schema.putArray("required").add("spec");
    describe(properties, "spec", "Desired state.");
    describe(properties, "status", "Observed state.");
    walk(schema);
    // Until the controller has looked, tools must not take a fresh resource for a settled one.
    var status = (ObjectNode) properties.get("status");
    status.putObject("default").put("observedGeneration", -1);
    orderColumns(version);
    if (kind.equals("AuthClient")) {
      var metadata = (ObjectNode) crd.get("metadata");
      metadata.putObject("labels").put("servicebinding.io/provisioned-service", "true");
    }
  }

  private static void describe(ObjectNode properties, String name, String description) {
    if (properties.get(name) instanceof ObjectNode property) {
      property.put("description", description);
    }
  }

  private static void walk(JsonNode node) {
    if (node.path("properties") instanceof ObjectNode properties) {
      properties
          .properties()
          .forEach(entry -> detail(entry.getKey(), (ObjectNode) entry.getValue()));
    }
    if (node.path("x-kubernetes-validations") instanceof ArrayNode rules) {
      onceEach(rules);
    }
    node.forEach(SchemaDetails::walk);
  }

  /**
   * The generator finds an annotation of a record component twice: at its field and at its
   * accessor.
   */
  private static void onceEach(ArrayNode rules) {
    Set<JsonNode> once = new LinkedHashSet<>();
    rules.forEach(once::add);
    rules.removeAll().addAll(once);
  }

  private static void detail(String name, ObjectNode property) {
    boolean isList = property.path("type").asText().equals("array");
    if (isList && SETS.contains(name)) {
      property.put("x-kubernetes-list-type", "set");
      ofEachLine(property);
    }
    if (isList && name.equals("conditions")) {
      property.put("x-kubernetes-list-type", "map");
      property.putArray("x-kubernetes-list-map-keys").add("type");
    }
    if (isList && GRANTS.contains(name)) {
      words((ObjectNode) property.get("items"), GrantType.values());
    }
    boolean isText = property.path("type").asText().equals("string");
    if (isText && METHODS.contains(name)) {
      words(property, ClientAuthenticationMethod.values());
    }
    if (isText && name.equals("lastTransitionTime")) {
      property.put("format", "date-time");
    }
    if (property.path("type").asText().equals("integer")) {
      property.put("format", "int64");
    }
    if (property.has("x-kubernetes-preserve-unknown-fields")) {
      property.remove("additionalProperties");
    }
  }

  /** An annotation for CEL cannot stand at the lines of a list, so one at the list is for those. */
  private static void ofEachLine(ObjectNode list) {
    JsonNode rules = list.remove("x-kubernetes-validations");
    if (rules != null) {
      ((ObjectNode) list.get("items")).set("x-kubernetes-validations", rules);
    }
  }

  private static void words(ObjectNode property, Object[] words) {
    var values = property.putArray("enum");
    Arrays.stream(words).map(Object::toString).forEach(values::add);
  }

  private static void orderColumns(ObjectNode version) {
    var columns = new ArrayList<JsonNode>();
    version.path("additionalPrinterColumns").forEach(columns::add);
    columns.sort(
        Comparator.comparingInt(column -> COLUMNS.indexOf(column.get("name").textValue())));
    version.putArray("additionalPrinterColumns").addAll(columns);
  }
}
