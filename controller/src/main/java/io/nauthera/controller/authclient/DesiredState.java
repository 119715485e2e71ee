package io.nauthera.controller.authclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.mapping.PublicKeys;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.JsonWebKeySet;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClients;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import org.jspecify.annotations.Nullable;

/** Computes the client that an AuthClient should have at the server. */
record DesiredState(AuthClient client, Owner owner, Governance governed, RestrictedClient allowed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@code actual} is null if the server has no such client. */
  DesiredClient of(@Nullable RegisteredClient actual) {
    return DesiredClients.from(
        allowed,
        governed.evaluation().policies().enforced(),
        owner,
        json(client.getSpec().jwks()),
        governed.server().createMissingScopes(),
        actual);
  }

  /** What the server gets of the keys; never the private part of one. */
  private static @Nullable String json(@Nullable JsonWebKeySet jwks) {
    JsonWebKeySet published = jwks == null ? null : PublicKeys.published(jwks).orElse(null);
    try {
      return published == null ? null : JSON.writeValueAsString(published);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("jwks cannot be written as JSON", e);
    }
  }
}
