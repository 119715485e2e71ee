package io.nauthera.controller;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.UserStore;
import io.nauthera.runtime.TolerantSerialization;
import java.time.Instant;

/** Resources of one namespace of the security team and one of an application team. */
public final class Fixtures {
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Reads as the controller does. */
  private static final KubernetesSerialization AS_STORED = TolerantSerialization.create();

  private Fixtures() {}

  /** AuthServer security/main; {@code spec} is a flow mapping without braces, or empty. */
  public static AuthServer server(String spec) {
    return AS_STORED.unmarshal(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: main, namespace: security, generation: 2, uid: uid-main}
        spec: {issuerUrl: "https://auth.example.com/realms/acme"%s}
        """
            .formatted(spec.isEmpty() ? "" : ", " + spec),
        AuthServer.class);
  }

  /** UserStore security/ldap of generation 5; {@code ldap} is a flow mapping without braces. */
  public static UserStore userStore(String ldap) {
    return AS_STORED.unmarshal(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: UserStore
        metadata: {name: ldap, namespace: security, generation: 5, uid: uid-ldap}
        spec:
          type: ldap
          ldap:
            {server: "ldaps://ldap.example.com", userSearch: {baseDN: "dc=example,dc=com"}, %s}
        """
            .formatted(ldap),
        UserStore.class);
  }

  /** An AuthPolicy in namespace security, of generation 3. */
  public static AuthPolicy policy(String name, String spec) {
    return AS_STORED.unmarshal(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: %s, namespace: security, generation: 3, uid: uid-%s}
        spec: {%s}
        """
            .formatted(name, name, spec),
        AuthPolicy.class);
  }

  /** AuthClient team/app of AuthServer security/main, of generation 4. */
  public static AuthClient client(String spec) {
    return client("app", spec);
  }

  public static AuthClient client(String name, String spec) {
    return AS_STORED.unmarshal(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata:
          name: %1$s
          namespace: team
          generation: 4
          uid: uid-%1$s
          creationTimestamp: "2026-01-01T00:00:00Z"
        spec: {authServerRef: {name: main, namespace: security}, %2$s}
        """
            .formatted(name, spec),
        AuthClient.class);
  }
}
