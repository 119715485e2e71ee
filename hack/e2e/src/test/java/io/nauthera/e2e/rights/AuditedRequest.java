package io.nauthera.e2e.rights;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request of a program, as the API server recorded it.
 *
 * @param user e.g. "system:serviceaccount:nauthera-system:nauthera-webhook"
 * @param resource with group and subresource: "authclients.auth.nauthera.io/status"; empty if the
 *     request is not about a resource, e.g. discovery
 * @param namespace empty in the whole cluster
 * @param name empty for many objects
 * @param isDenied whether the user had no right to it. A request that admission refused was
 *     allowed.
 */
record AuditedRequest(
    String user,
    String verb,
    String resource,
    String namespace,
    String name,
    String uri,
    boolean isDenied) {

  static AuditedRequest of(JsonNode event) {
    JsonNode object = event.path("objectRef");
    return new AuditedRequest(
        event.path("user").path("username").asText(),
        event.path("verb").asText(),
        resource(
            object.path("apiGroup").asText(),
            object.path("resource").asText(),
            object.path("subresource").asText()),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.path("requestURI").asText(),
        event.path("annotations").path("authorization.k8s.io/decision").asText().equals("forbid"));
  }

  static String resource(String group, String plural, String subresource) {
    return plural
        + (group.isEmpty() ? "" : "." + group)
        + (subresource.isEmpty() ? "" : "/" + subresource);
  }

  @Override
  public String toString() {
    return "%s: %s %s".formatted(user, verb, uri);
  }
}
