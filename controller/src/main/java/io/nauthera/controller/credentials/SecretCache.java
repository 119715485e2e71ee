package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer that watches the Secrets with credentials. It keeps names and a digest
 * of each Secret, and no value; 10,000 Secrets need about 11 MiB. It also knows what the controller
 * published, so that its own writes do not wake it.
 */
public final class SecretCache implements ItemStore<Secret> {
  /** An AuthClient that is forgotten is only reconciled once more. */
  private static final int MAX_PUBLICATIONS = 50_000;

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Set<String>> keysByClient = new HashMap<>();
  private final Map<String, Publication> publications =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Publication> eldest) {
          return size() > MAX_PUBLICATIONS;
        }
      };

  /** What identifies a Secret and its client; {@code owner} is null if the Secret has lost it. */
  private record Entry(
      @Nullable String uid,
      @Nullable String version,
      String clientLabel,
      @Nullable OwnerReference owner,
      String digest) {

    static Entry of(Secret secret) {
      var metadata = secret.getMetadata();
      return new Entry(
          metadata.getUid(),
          metadata.getResourceVersion(),
          label(secret),
          CredentialsSecret.owner(secret).orElse(null),
          SecretDigest.of(secret));
    }

    /** The Secret as far as the informer needs it. */
    Secret secret(String key) {
      int slash = key.indexOf('/');
      return new SecretBuilder()
          .withNewMetadata()
          .withNamespace(key.substring(0, slash))
          .withName(key.substring(slash + 1))
          .withUid(uid)
          .withResourceVersion(version)
          .addToLabels(AuthApi.CLIENT_LABEL, clientLabel)
          .withOwnerReferences(owner == null ? List.of() : List.of(owner))
          .endMetadata()
          .build();
    }
  }

  /**
   * What the controller published last for a client; {@code isWritten} is false while the API
   * server has not accepted it.
   */
  private record Publication(ClientName client, String digest, boolean isWritten) {}

  /** The store of an informer that watches one namespace. */
  public ItemStore<Secret> in(String namespace) {
    return new NamespaceStore<>(this, namespace);
  }

  /** Empty where no Secret of this name has the label of Nauthera. */
  synchronized Optional<String> digest(String namespace, String name) {
    return Optional.ofNullable(entries.get(namespace + "/" + name)).map(Entry::digest);
  }

  /** The names of the Secrets with the label of this client in its namespace. */
  synchronized Set<String> names(AuthClient client) {
    String prefix = client.getMetadata().getNamespace() + "/";
    Set<String> names = new TreeSet<>();
    for (String key : keysByClient.getOrDefault(client.getMetadata().getUid(), Set.of())) {
      if (key.startsWith(prefix)) {
        names.add(key.substring(prefix.length()));
      }
    }
    return names;
  }

  /** Whether this process tried to publish the credentials of the client before. */
  synchronized boolean hasPublished(AuthClient client) {
    return publications.containsKey(client.getMetadata().getUid());
  }

  /** Remembers, before the write, the digest of what is being published for the client. */
  synchronized void publishing(AuthClient client, String digest) {
    remember(client, digest, wasPublished(client, digest));
  }

  /** Remembers that the Secret of the client has this digest. */
  synchronized void published(AuthClient client, String digest) {
    remember(client, digest, true);
  }

  private void remember(AuthClient client, String digest, boolean isWritten) {
    var metadata = client.getMetadata();
    publications.put(
        metadata.getUid(),
        new Publication(
            new ClientName(metadata.getNamespace(), metadata.getName()), digest, isWritten));
  }

  synchronized boolean wasPublished(AuthClient client, String digest) {
    Publication last = publications.get(client.getMetadata().getUid());
    return last != null && last.isWritten() && last.digest().equals(digest);
  }

  /** Whether the Secret is as the controller published it last, so that there is nothing to do. */
  public synchronized boolean isAsPublished(Secret secret) {
    Publication last = publications.get(clientUid(secret));
    return last != null && last.digest().equals(SecretDigest.of(secret));
  }

  /** The AuthClient to reconcile when the Secret changes, also if it lost its owner reference. */
  public synchronized Optional<ClientName> clientOf(Secret secret) {
    return CredentialsSecret.owner(secret)
        .map(owner -> new ClientName(secret.getMetadata().getNamespace(), owner.getName()))
        .or(() ->
            Optional.ofNullable(publications.get(clientUid(secret))).map(Publication::client));
  }

  private static String clientUid(Secret secret) {
    return CredentialsSecret.owner(secret)
        .map(OwnerReference::getUid)
        .orElseGet(() -> label(secret));
  }

  private static String label(Secret secret) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(AuthApi.CLIENT_LABEL, "");
  }

  @Override
  public String getKey(Secret secret) {
    return Cache.metaNamespaceKeyFunc(secret);
  }

  @Override
  public synchronized @Nullable Secret put(String key, Secret secret) {
    Secret before = remove(key);
    Entry entry = Entry.of(secret);
    entries.put(key, entry);
    keysByClient.computeIfAbsent(entry.clientLabel(), uid -> new HashSet<>(1)).add(key);
    return before;
  }

  @Override
  public synchronized @Nullable Secret remove(String key) {
    Entry removed = entries.remove(key);
    if (removed == null) {
      return null;
    }
    keysByClient.computeIfPresent(
        removed.clientLabel(),
        (uid, keys) -> {
          keys.remove(key);
          return keys.isEmpty() ? null : keys;
        });
    return removed.secret(key);
  }

  @Override
  public synchronized Stream<String> keySet() {
    return List.copyOf(entries.keySet()).stream();
  }

  @Override
  public synchronized Stream<Secret> values() {
    return Map.copyOf(entries).entrySet().stream()
        .map(entry -> entry.getValue().secret(entry.getKey()));
  }

  @Override
  public synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized @Nullable Secret get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.secret(key);
  }
}
