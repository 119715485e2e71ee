package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Selector.Requirement;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server of a client, and whether it admits clients of its namespace. */
record ServerReport(String name, Consent consent, String sentence) {

  /** Whether the server admits the namespace. */
  enum Consent {
    ADMITTED,
    REFUSED,
    SERVER_MISSING,
    NAMESPACE_UNKNOWN
  }

  static ServerReport of(ClusterView view, ServerName name, String namespace) {
    Optional<Server> server = view.server(name);
    Optional<Map<String, String>> labels = view.namespaceLabels(namespace);
    if (server.isEmpty()) {
      return new ServerReport(
          name.toString(), Consent.SERVER_MISSING, "does not exist" + others(view, name));
    }
    if (labels.isEmpty()) {
      return new ServerReport(
          name.toString(),
          Consent.NAMESPACE_UNKNOWN,
          "namespace %s is not known, so its policies cannot be determined".formatted(namespace));
    }
    return server.get().consent().admits(namespace, labels.get())
        ? new ServerReport(
            name.toString(), Consent.ADMITTED, "admits namespace %s".formatted(namespace))
        : new ServerReport(
            name.toString(),
            Consent.REFUSED,
            "does not admit namespace %s: %s"
                .formatted(namespace, why(server.get().consent(), labels.get())));
  }

  private static String others(ClusterView view, ServerName name) {
    var there = view.serversIn(name.namespace());
    return there.isEmpty()
        ? " (namespace %s has no AuthServer)".formatted(name.namespace())
        : there.stream()
            .map(server -> server.name().name())
            .sorted()
            .collect(
                Collectors.joining(", ", " (namespace %s has ".formatted(name.namespace()), ")"));
  }

  private static String why(Server.Consent consent, Map<String, String> labels) {
    return switch (consent) {
      case Server.All all -> throw new IllegalStateException("it admits all");
      case Server.Only only -> "spec.allowedNamespaces admits %s only".formatted(only.own());
      case Server.Selected selected ->
          "spec.allowedNamespaces requires "
              + selected.selector().unmet(labels).stream()
                  .map(requirement -> unmet(requirement, labels))
                  .collect(Collectors.joining(", and "));
    };
  }

  private static String unmet(Requirement requirement, Map<String, String> labels) {
    if (requirement.key().isEmpty()) {
      return "a selector, but none is set, so it admits no namespace";
    }
    String value = labels.get(requirement.key());
    return value == null
        ? "%s, but the namespace has no label %s".formatted(requirement, requirement.key())
        : "%s, but the namespace has %s=%s".formatted(requirement, requirement.key(), value);
  }
}
