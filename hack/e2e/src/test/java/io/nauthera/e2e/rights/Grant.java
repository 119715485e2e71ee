package io.nauthera.e2e.rights;

/**
 * What one line of a role allows a program: one verb for one resource.
 *
 * @param role kind and name, e.g. "Role nauthera-controller"
 * @param namespace where, or empty for the whole cluster
 * @param resource as in an {@link AuditedRequest}
 * @param name of the only object, or empty for all
 */
record Grant(String role, String namespace, String verb, String resource, String name) {
  boolean permits(AuditedRequest request) {
    return verb.equals(request.verb())
        && resource.equals(request.resource())
        && (namespace.isEmpty() || namespace.equals(request.namespace()))
        && (name.isEmpty() || name.equals(request.name()));
  }

  /** The same for the Roles of all namespaces, which have one template. */
  String line() {
    return "%s: %s %s %s".formatted(role, verb, resource, name).stripTrailing();
  }
}
