package io.nauthera.controller.credentials;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an application has to know about the settings of its client: never more than the server
 * gives it, because a login that asks for more fails.
 */
public record PublishedSettings(
    ClientAuthenticationMethod authentication, Set<GrantType> grantTypes, Set<String> scopes) {

  public PublishedSettings {
    grantTypes = Set.copyOf(grantTypes);
    scopes = Set.copyOf(scopes);
  }

  /** {@code registered} was made from {@code desired}. */
  public static PublishedSettings of(DesiredClient desired, RegisteredClient registered) {
    return new PublishedSettings(
        desired.authentication(), desired.grantTypes(), given(desired.scopes(), registered));
  }

  /**
   * Of a client that no policy governs: nothing is desired, and the server keeps what it has. Empty
   * if the client authenticates in a way that Nauthera does not know.
   */
  public static Optional<PublishedSettings> asRegistered(
      AuthClient client, RegisteredClient registered) {
    List<String> asked = client.getSpec().scopes();
    var stored = registered.settings();
    return Optional.ofNullable(stored.authenticationMethod())
        .map(method ->
            new PublishedSettings(
                method,
                stored.grantTypes(),
                given(
                    asked == null || asked.isEmpty() ? Set.of(EffectivePolicy.OPENID) : asked,
                    registered)));
  }

  /** {@code openid} is part of the protocol, and not a scope that the server assigns. */
  private static Set<String> given(Collection<String> scopes, RegisteredClient registered) {
    Set<String> given = registered.settings().scopes();
    return scopes.stream()
        .filter(scope -> scope.equals(EffectivePolicy.OPENID) || given.contains(scope))
        .collect(Collectors.toUnmodifiableSet());
  }
}
