package io.nauthera.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds to a generated CRD what Java annotations cannot express: list types, enums, formats,
 * descriptions of kinds, the order of columns.
 */
final class SchemaPostProcessor {
  /** Lists without duplicates, which server-side apply merges entry by entry. */
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
          "Type",
          "Ready",
          "Resolved-Refs",
          "Reason",
          "Enforcement",
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

  /** The description of a field that a rule of the schema refuses where it stands. */
  static final String MISPLACED = "Belongs in an entry of keys.";

  private SchemaPostProcessor() {}

  static void complete(ObjectNode crd) {
    var version = (ObjectNode) crd.at("/spec/versions/0");
    String kind = crd.at("/spec/names/kind").textValue();
    var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    schema.put("description", KindDescriptions.of(kind));
    var properties = (ObjectNode) schema.get("properties");
    schema.putArray("required").add("spec");
    describe(properties, "spec", "Desired state.");
    describe(properties, "status", "Observed state.");
    walk(schema);
    // Tools that compare generations must not treat a new resource as already reconciled.
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
          .forEach(entry -> completeField(entry.getKey(), (ObjectNode) entry.getValue()));
    }
    if (node.path("x-kubernetes-validations") instanceof ArrayNode rules) {
      removeDuplicates(rules);
    }
    node.forEach(SchemaPostProcessor::walk);
  }

  /** The generator finds the annotation of a record component twice: on its field and accessor. */
  private static void removeDuplicates(ArrayNode rules) {
    Set<JsonNode> distinct = new LinkedHashSet<>();
    rules.forEach(distinct::add);
    rules.removeAll().addAll(distinct);
  }

  private static void completeField(String name, ObjectNode property) {
    boolean isList = property.path("type").asText().equals("array");
    if (isList && SETS.contains(name)) {
      property.put("x-kubernetes-list-type", "set");
      moveRulesToEntries(property);
    }
    if (isList && name.equals("conditions")) {
      property.put("x-kubernetes-list-type", "map");
      property.putArray("x-kubernetes-list-map-keys").add("type");
    }
    if (isList && GRANTS.contains(name)) {
      restrictTo((ObjectNode) property.get("items"), GrantType.values());
    }
    boolean isText = property.path("type").asText().equals("string");
    if (isText && METHODS.contains(name)) {
      restrictTo(property, ClientAuthenticationMethod.values());
    }
    if (name.equals("data")) {
      restrictTo((ObjectNode) property.get("additionalProperties"), AuthApi.SECRET_KEYS.toArray());
    }
    if (name.equals("jwks")) {
      declareMembersOfKeys(property);
    }
    if (isText && name.equals("lastTransitionTime")) {
      property.put("format", "date-time");
    }
    if (property.path("type").asText().equals("integer")) {
      property.put("format", "int64");
    }
  }

  /**
   * Declares the members of a key also beside {@code keys}. A CEL rule refuses them with a
   * sentence; undeclared, they would end in "unknown field" before any rule is asked.
   */
  private static void declareMembersOfKeys(ObjectNode set) {
    set.remove("required");
    var properties = (ObjectNode) set.get("properties");
    for (var member : set.at("/properties/keys/items/properties").properties()) {
      var copy = (ObjectNode) member.getValue().deepCopy();
      properties.set(member.getKey(), copy.put("description", MISPLACED));
    }
  }

  /**
   * Java cannot annotate the entries of a list with a CEL rule, so rules on these lists are meant
   * for their entries.
   */
  private static void moveRulesToEntries(ObjectNode list) {
    JsonNode rules = list.remove("x-kubernetes-validations");
    if (rules != null) {
      ((ObjectNode) list.get("items")).set("x-kubernetes-validations", rules);
    }
  }

  private static void restrictTo(ObjectNode property, Object[] choices) {
    var values = property.putArray("enum");
    Arrays.stream(choices).map(Object::toString).forEach(values::add);
  }

  private static void orderColumns(ObjectNode version) {
    var columns = new ArrayList<JsonNode>();
    version.path("additionalPrinterColumns").forEach(columns::add);
    columns.sort(
        Comparator.comparingInt(column -> COLUMNS.indexOf(column.get("name").textValue())));
    version.putArray("additionalPrinterColumns").addAll(columns);
  }
}
