package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.cluster.RequestLimit;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the credentials of a client into a Secret beside its AuthClient. Where the cache shows
 * that nothing has changed, it makes no call.
 */
public final class SecretPublisher implements CredentialsPublisher {
  private final Secrets secrets;
  private final SecretCache cache;

  /**
   * @param cache is filled by an informer that watches the Secrets with {@link
   *     AuthApi#CLIENT_LABEL}
   */
  public SecretPublisher(KubernetesClient kubernetes, RequestLimit limit, SecretCache cache) {
    this(Secrets.of(kubernetes, limit), cache);
  }

  SecretPublisher(Secrets secrets, SecretCache cache) {
    this.secrets = secrets;
    this.cache = cache;
  }

  @Override
  public Publication publish(
      AuthClient client,
      PublishedSettings settings,
      RegisteredClient registered,
      Endpoints endpoints) {
    String name = AuthClients.secretName(client);
    if (registered.secret() == null && CredentialsSecret.hasSecret(settings.authentication())) {
      return new NoClientSecret(name);
    }
    Secret secret = CredentialsSecret.of(client, settings, registered, endpoints);
    Publication written;
    try {
      written = write(client, secret);
    } catch (KubernetesClientException e) {
      return new Refused(name, RefusedWrites.why(e));
    }
    if (!(written instanceof Published published)) {
      return written;
    }
    cache.published(client, SecretDigest.of(secret));
    return removeFormer(client, published);
  }

  private Publication write(AuthClient client, Secret desired) {
    String name = desired.getMetadata().getName();
    String namespace = desired.getMetadata().getNamespace();
    String digest = SecretDigest.of(desired);
    boolean isRepeated = cache.wasPublished(client, digest);
    boolean isFirst = !cache.hasPublished(client);
    cache.publishing(client, digest);
    Optional<String> known = cache.digest(namespace, name);
    if (known.filter(digest::equals).isPresent()) {
      return new Published(name);
    }
    boolean isRestored = isRepeated || isInStatus(client, name);
    if (isFirst && known.isEmpty() && isCreated(desired)) {
      return published(name, isRestored);
    }
    Secret actual = secrets.read(namespace, name).orElse(null);
    if (actual == null) {
      secrets.create(desired);
      return published(name, isRestored);
    }
    if (!CredentialsSecret.isOwnedBy(actual, client)) {
      return new NotOwned(name, isLabelled(actual, client));
    }
    if (SecretDigest.of(actual).equals(digest)) {
      return new Published(name);
    }
    Secret changed = CredentialsSecret.merged(actual, desired);
    boolean isTypeChanged = !desired.getType().equals(actual.getType());
    boolean isDataChanged = !desired.getData().equals(actual.getData());
    if (Boolean.TRUE.equals(actual.getImmutable()) && (isTypeChanged || isDataChanged)) {
      return new Refused(name, RefusedWrites.IMMUTABLE);
    }
    if (isTypeChanged) {
      // The API server changes no type.
      secrets.delete(actual);
      secrets.create(asNew(changed));
    } else {
      secrets.replace(changed);
    }
    return published(name, isRepeated);
  }

  /** False if a Secret of this name exists. Not applied, because it may belong to others. */
  private boolean isCreated(Secret desired) {
    try {
      secrets.create(desired);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static Published published(String name, boolean isRestored) {
    return new Published(name, isRestored ? Write.RESTORED : Write.PUBLISHED, List.of());
  }

  private static boolean isInStatus(AuthClient client, String name) {
    return former(client).filter(name::equals).isPresent();
  }

  /** The Secret that the last published status names. */
  private static Optional<String> former(AuthClient client) {
    var status = client.getStatus();
    return Optional.ofNullable(status == null ? null : status.clientSecretRef())
        .map(reference -> reference.name());
  }

  private static boolean isLabelled(Secret secret, AuthClient client) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    return labels != null && client.getMetadata().getUid().equals(labels.get(AuthApi.CLIENT_LABEL));
  }

  private static Secret asNew(Secret secret) {
    return secret
        .edit()
        .editMetadata()
        .withUid(null)
        .withResourceVersion(null)
        .withCreationTimestamp(null)
        .withManagedFields(List.of())
        .endMetadata()
        .build();
  }

  /** Deletes the former Secrets after spec.secretName has changed, be it several times. */
  private Publication removeFormer(AuthClient client, Published published) {
    Set<String> names = new TreeSet<>(cache.names(client));
    former(client).ifPresent(names::add);
    names.remove(published.name());
    List<String> removed = new ArrayList<>();
    for (String name : names) {
      try {
        owned(client, name)
            .ifPresent(secret -> {
              secrets.delete(secret);
              removed.add(name);
            });
      } catch (KubernetesClientException e) {
        return new NotRemoved(name, RefusedWrites.why(e));
      }
    }
    return new Published(published.name(), published.write(), removed);
  }

  private Optional<Secret> owned(AuthClient client, String name) {
    return secrets
        .read(client.getMetadata().getNamespace(), name)
        .filter(secret -> CredentialsSecret.isOwnedBy(secret, client));
  }

  @Override
  public Optional<String> publishedSecret(AuthClient client) {
    String name = AuthClients.secretName(client);
    try {
      return owned(client, name)
          .or(() ->
              // spec.secretName has changed, and the new Secret does not exist yet.
              former(client).filter(old -> !old.equals(name)).flatMap(old -> owned(client, old)))
          .flatMap(SecretPublisher::clientSecret);
    } catch (KubernetesClientException e) {
      throw new SecretUnreadableException("Secret " + name + " cannot be read", e);
    }
  }

  private static Optional<String> clientSecret(Secret secret) {
    Map<String, String> data = secret.getData();
    String encoded = data == null ? null : data.get(AuthApi.CLIENT_SECRET_KEY);
    return Optional.ofNullable(encoded)
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
        .filter(value -> !value.isEmpty());
  }
}
