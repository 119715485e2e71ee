package io.nauthera.api.mapping;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.CreationOrder;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.Lifecycle;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientSpec;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps an AuthClient that the CRD's schema accepts to the domain; otherwise an
 * IllegalArgumentException says what is wrong.
 */
public final class AuthClients {
  /** Kubernetes has no limit, and the index keeps the labels of every client. */
  private static final int MAX_LABELS = 64;

  private AuthClients() {}

  public static ClientName name(AuthClient client) {
    return new ClientName(client.getMetadata().getNamespace(), client.getMetadata().getName());
  }

  /** What cannot be read, as a sentence that names the resource; empty where everything can. */
  public static Optional<String> fault(AuthClient client) {
    return ResourceReader.fault(client, name(client), AuthClients::known);
  }

  public static ServerName server(AuthClient client) {
    var ref = client.getSpec().authServerRef();
    return new ServerName(ref.namespaceOr(client.getMetadata().getNamespace()), ref.name());
  }

  public static Client client(AuthClient client) {
    return new Client(
        name(client),
        server(client),
        labels(client),
        clientId(client),
        secretName(client),
        creationOrder(client),
        lifecycle(client));
  }

  /** Without labels where there are too many, which {@link #known} refuses. */
  private static Map<String, String> labels(AuthClient client) {
    Map<String, String> labels = Labels.of(client);
    return labels.size() > MAX_LABELS ? Map.of() : labels;
  }

  private static Lifecycle lifecycle(AuthClient client) {
    if (client.isMarkedForDeletion()) {
      return client.hasFinalizer(AuthApi.CLIENT_FINALIZER)
          ? Lifecycle.TERMINATING
          : Lifecycle.REMOVED;
    }
    return isRegistered(client.getStatus()) ? Lifecycle.REGISTERED : Lifecycle.NEW;
  }

  /** Whether the server may have the client: the controller writes the registration first. */
  public static boolean isRegistered(@Nullable AuthClientStatus status) {
    return status != null && (status.registration() != null || status.clientId() != null);
  }

  /** A manifest that was never stored has neither time nor uid. */
  private static CreationOrder creationOrder(AuthClient client) {
    String created = client.getMetadata().getCreationTimestamp();
    String uid = client.getMetadata().getUid();
    return created == null || uid == null
        ? CreationOrder.NEWCOMER
        : new CreationOrder(created, uid);
  }

  public static String clientId(AuthClient client) {
    return clientId(client.getSpec().clientId(), name(client));
  }

  public static String clientId(@Nullable String given, ClientName name) {
    return given == null ? name.defaultClientId() : given;
  }

  public static String secretName(AuthClient client) {
    return secretName(client.getSpec().secretName(), name(client));
  }

  public static String secretName(@Nullable String given, ClientName name) {
    return given == null ? name.defaultSecretName() : given;
  }

  public static KnownClient known(AuthClient client) {
    int labels = Labels.of(client).size();
    if (labels > MAX_LABELS) {
      throw new IllegalArgumentException(
          "metadata.labels has %d entries: an AuthClient can have at most %d"
              .formatted(labels, MAX_LABELS));
    }
    return new KnownClient(client(client), metadata(client));
  }

  public static ClientMetadata metadata(AuthClient client) {
    AuthClientSpec spec = client.getSpec();
    return new ClientMetadata(
        name(client),
        clientId(client),
        secretName(client),
        spec.displayName(),
        grants(spec.grantTypes()),
        uris(spec.redirectUris()),
        uris(spec.postLogoutRedirectUris()),
        orNone(spec.webOrigins()),
        given(spec.scopes()),
        authentication(spec.tokenEndpointAuthMethod()),
        spec.jwksUri(),
        spec.jwks() == null ? null : PublicKeys.check(spec.jwks()));
  }

  /** An empty list means the same as an absent list: the policies decide. */
  private static @Nullable List<String> given(@Nullable List<String> given) {
    return given == null || given.isEmpty() ? null : given;
  }

  private static @Nullable List<GrantType> grants(@Nullable List<String> given) {
    List<String> names = given(given);
    return names == null ? null : names.stream().map(OAuthNames::grantType).toList();
  }

  private static @Nullable ClientAuthenticationMethod authentication(@Nullable String given) {
    return given == null ? null : OAuthNames.authenticationMethod(given);
  }

  private static List<RedirectUri> uris(@Nullable List<String> given) {
    return orNone(given).stream().map(RedirectUri::parse).toList();
  }

  private static List<String> orNone(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }
}
