package io.nauthera.webhook.certificates;

import io.nauthera.webhook.certificates.WebhookConfiguration.Kind;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A Secret and two webhook configurations, with versions as in an API server. */
final class FakeCluster {
  private static final String[] WEBHOOKS = {"authclients", "authpolicies"};

  private final Map<Kind, WebhookConfiguration> configurations = new EnumMap<>(Kind.class);
  private Set<X509Certificate> trusted = Set.of();
  private Optional<Cluster.Content> secret = Optional.empty();
  private int version;
  private int writes;

  FakeCluster() {
    for (Kind kind : Kind.values()) {
      setBundle(kind, "");
    }
  }

  /** What one replica uses; {@code beforeEachCall} can let another replica run meanwhile. */
  Cluster client(Runnable beforeEachCall) {
    return new Cluster() {
      @Override
      public List<WebhookConfiguration> configurations() {
        beforeEachCall.run();
        return List.copyOf(configurations.values());
      }

      @Override
      public Optional<Content> secret() {
        beforeEachCall.run();
        return secret;
      }

      @Override
      public boolean create(Map<String, byte[]> data) {
        beforeEachCall.run();
        return secret.isEmpty() && store(data);
      }

      @Override
      public boolean replace(Content before, Map<String, byte[]> data) {
        beforeEachCall.run();
        return secret.filter(now -> now.version().equals(before.version())).isPresent()
            && store(data);
      }

      @Override
      public boolean inject(WebhookConfiguration before, String bundle) {
        beforeEachCall.run();
        WebhookConfiguration now = configurations.get(before.kind());
        if (now == null || !now.version().equals(before.version())) {
          return false;
        }
        setBundle(before.kind(), bundle);
        return true;
      }
    };
  }

  private boolean store(Map<String, byte[]> data) {
    secret = Optional.of(new Cluster.Content("v" + version++, new TreeMap<>(data)));
    writes++;
    return true;
  }

  int writes() {
    return writes;
  }

  Optional<SharedCertificates> shared() {
    return secret.flatMap(content -> SharedCertificates.of(content.data()));
  }

  void deleteSecret() {
    secret = Optional.empty();
  }

  /** As `kubectl edit` would. */
  void damage(String key, String text) {
    var data = new TreeMap<>(secret.orElseThrow().data());
    data.put(key, text.getBytes(StandardCharsets.US_ASCII));
    secret = Optional.of(new Cluster.Content("v" + version++, data));
  }

  void restore(SharedCertificates earlier) {
    secret = Optional.of(new Cluster.Content("v" + version++, earlier.data()));
  }

  void remove(Kind kind) {
    configurations.remove(kind);
    changed();
  }

  private void changed() {
    trusted =
        configurations.values().stream()
            .flatMap(found -> found.trusted().stream())
            .filter(this::trusts)
            .collect(Collectors.toSet());
  }

  void setBundle(Kind kind, String bundle) {
    var bundles = new TreeMap<String, String>();
    for (String webhook : WEBHOOKS) {
      bundles.put(webhook, bundle);
    }
    configurations.put(kind, new WebhookConfiguration(kind, "v" + version++, bundles));
    changed();
  }

  /** Whether every webhook trusts the authority. */
  boolean trusts(X509Certificate authority) {
    return configurations.values().stream().allMatch(found -> found.trusts(authority));
  }

  boolean trustsExactly(SharedCertificates shared) {
    return configurations.values().stream()
        .allMatch(found -> found.isInjected(RotationPlan.bundle(shared)));
  }

  /** The authorities that every webhook trusts. */
  Set<X509Certificate> trusted() {
    return trusted;
  }
}
