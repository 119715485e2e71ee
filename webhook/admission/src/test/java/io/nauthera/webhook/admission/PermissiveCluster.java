package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The engine with one policy, which allows as much as a policy can. */
final class PermissiveCluster {
  private static final List<String> LISTS =
      List.of("redirectUris", "postLogoutRedirectUris", "webOrigins");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*(?=:)");

  private PermissiveCluster() {}

  /** An AuthClient without a mistake, and without what the test is about. */
  static ObjectNode client() {
    return (ObjectNode)
        Reviews.yaml(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthClient
            metadata: {name: app, namespace: team}
            spec:
              authServerRef: {name: server, namespace: security}
              grantTypes: [authorization_code]
              redirectUris: ["https://app.example.com/callback"]
              scopes: [openid]
            """);
  }

  /** The engine's answer to a creation; to an update where there is an old object. */
  static JsonNode answer(ObjectNode client, @Nullable ObjectNode before) throws MalformedReview {
    var policy =
        (ObjectNode)
            Reviews.yaml(
                """
                kind: AuthPolicy
                metadata: {name: permissive, namespace: security}
                spec: {allowCustomClientIds: true, redirectUris: {allowLoopback: true, allowWildcards: true}}
                """);
    var allowed = ((ObjectNode) policy.at("/spec/redirectUris")).putArray("allowedSchemes");
    schemes(client.path("spec")).forEach(allowed::add);
    ManifestIndex cluster =
        Reviews.cluster(
            List.of(
                Reviews.yaml("{kind: Namespace, metadata: {name: team, labels: {}}}"),
                Reviews.yaml(
                    """
                    kind: AuthServer
                    metadata: {name: server, namespace: security}
                    spec: {issuerUrl: "https://auth.example.com/realms/r"}
                    """),
                policy));
    String operation = before == null ? "CREATE" : "UPDATE";
    return AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.ALLOWED)
        .answer(Reviews.review("authclients", operation, client, before), Deadline.NONE)
        .path("response");
  }

  /** Every scheme that occurs. */
  private static Set<String> schemes(JsonNode spec) {
    Set<String> schemes = new TreeSet<>(Set.of("https", "http"));
    for (String list : LISTS) {
      for (JsonNode uri : spec.path(list)) {
        SCHEME
            .matcher(uri.asText())
            .results()
            .forEach(scheme -> schemes.add(scheme.group().toLowerCase(Locale.ROOT)));
      }
    }
    return schemes;
  }
}
