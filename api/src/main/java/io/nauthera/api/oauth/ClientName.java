package io.nauthera.api.oauth;

import java.util.Comparator;

/** The name of the AuthClient that a client comes from; printed as {@code namespace/name}. */
public record ClientName(String namespace, String name) implements Comparable<ClientName> {
  private static final Comparator<ClientName> ORDER =
      Comparator.comparing(ClientName::namespace).thenComparing(ClientName::name);

  /** The client id where the manifest sets none, unique per AuthServer: {@code namespace.name}. */
  public String defaultClientId() {
    return namespace + "." + name;
  }

  /** The Secret that the credentials are written to where the manifest names none. */
  public String defaultSecretName() {
    return name + "-client-secret";
  }

  /** Whether the client id begins with the namespace, so that it can belong to no other one. */
  public boolean isOwnClientId(String clientId) {
    return clientId.startsWith(namespace + ".");
  }

  @Override
  public int compareTo(ClientName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
