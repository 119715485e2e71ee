package io.nauthera.api.v1alpha1;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of this API group; printed as the kind of a manifest. */
public enum ResourceKind {
  AUTH_CLIENT("AuthClient", "authclients"),
  AUTH_POLICY("AuthPolicy", "authpolicies"),
  AUTH_SERVER("AuthServer", "authservers"),
  USER_STORE("UserStore", "userstores");

  private final String kind;
  private final String plural;

  ResourceKind(String kind, String plural) {
    this.kind = kind;
    this.plural = plural;
  }

  /** Empty if it is not a kind of this group. */
  public static Optional<ResourceKind> of(String kind) {
    return Stream.of(values()).filter(known -> known.kind.equals(kind)).findFirst();
  }

  /** The name in URLs and RBAC rules. */
  public String plural() {
    return plural;
  }

  /** As admission reviews name it: {@code group/version/resource}. */
  public String resource() {
    return AuthApi.GROUP + "/" + AuthApi.VERSION + "/" + plural;
  }

  /** The name of its CustomResourceDefinition. */
  public String crdName() {
    return plural + "." + AuthApi.GROUP;
  }

  @Override
  public String toString() {
    return kind;
  }
}
