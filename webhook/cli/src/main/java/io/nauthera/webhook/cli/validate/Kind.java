package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.webhook.admission.ResourceReader;

/** What is judged, in the order in which it would be applied: who is referred to comes first. */
public enum Kind {
  AUTH_SERVER("AuthServer", "authservers", "auth-server"),
  USER_STORE("UserStore", "userstores", "user-store"),
  AUTH_POLICY("AuthPolicy", "authpolicies", "auth-policy"),
  AUTH_CLIENT("AuthClient", "authclients", "auth-client");

  private final String kind;
  private final String resource;
  private final String rule;

  Kind(String kind, String plural, String rule) {
    this.kind = kind;
    this.resource = AuthApi.GROUP + "/" + AuthApi.VERSION + "/" + plural;
    this.rule = rule;
  }

  /** Fails with an IllegalArgumentException for any other kind. */
  static Kind of(String name) {
    for (Kind kind : values()) {
      if (kind.kind.equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of Nauthera: " + name);
  }

  /** As reviews name it: {@code group/version/resource}. */
  public String resource() {
    return resource;
  }

  /** The id of what makes no sense about it whatever policies say. */
  String rule() {
    return rule;
  }

  /** Expects what admission has let in. */
  void put(ManifestIndex index, JsonNode object) {
    switch (this) {
      case AUTH_SERVER -> index.put(ResourceReader.read(object, AuthServer.class));
      case AUTH_POLICY -> index.put(ResourceReader.read(object, AuthPolicy.class));
      case AUTH_CLIENT -> index.put(ResourceReader.read(object, AuthClient.class));
      case USER_STORE -> {} // governs nobody
    }
  }

  @Override
  public String toString() {
    return kind;
  }
}
