package io.nauthera.controller.authclient;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Imposed;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.text.Durations;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.api.v1alpha1.AuthClientStatus.Setting;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force, each with whoever imposed it: the truth, also where it falls short of a
 * policy.
 */
final class EffectiveSettings {
  private static final String CLIENT = "client";
  private static final String SERVER = "server";

  private EffectiveSettings() {}

  static Effective of(
      ClientMetadata client,
      EffectivePolicy policy,
      DesiredClient desired,
      RegisteredClient registered) {
    @Nullable Setting access =
        lifetime(policy.accessTokenLifetime(), desired.accessTokenLifetime());
    return new Effective(
        words(desired.grantTypes(), client.givenGrants().isPresent() ? CLIENT : "baseline"),
        words(desired.scopes(), client.givenScopes().isPresent() ? CLIENT : "baseline"),
        access,
        refresh(policy, desired, registered),
        access,
        pkce(policy, desired),
        authentication(client, policy, desired));
  }

  private static @Nullable Setting lifetime(
      Imposed<Duration> imposed, @Nullable Duration lifetime) {
    return lifetime == null
        ? null
        : new Setting(Durations.format(lifetime), names(imposed.imposedBy()));
  }

  /** The realm is one more voice: its session limits cap what the policies give. */
  private static @Nullable Setting refresh(
      EffectivePolicy policy, DesiredClient desired, RegisteredClient registered) {
    Duration given = registered.refreshTokenLifetime();
    Duration wanted = desired.refreshTokenLifetime();
    if (given != null && wanted != null && given.compareTo(wanted) < 0) {
      return new Setting(Durations.format(given), List.of("realm"));
    }
    return lifetime(policy.refreshTokenLifetime(), wanted);
  }

  private static Setting pkce(EffectivePolicy policy, DesiredClient desired) {
    if (policy.pkce().value().isPresent()) {
      return new Setting("S256", names(policy.pkce().imposedBy()));
    }
    return desired.pkce()
        ? new Setting("S256", List.of("baseline"))
        : new Setting("none", List.of(SERVER));
  }

  private static Setting authentication(
      ClientMetadata client, EffectivePolicy policy, DesiredClient desired) {
    String method = desired.authentication().toString();
    if (policy.authentication().value().isPresent()) {
      return new Setting(method, names(policy.authentication().imposedBy()));
    }
    return new Setting(
        method, List.of(client.givenAuthentication().isPresent() ? CLIENT : "baseline"));
  }

  private static Setting words(Collection<?> words, String from) {
    return new Setting(
        words.stream().map(Object::toString).sorted().collect(Collectors.joining(" ")),
        List.of(from));
  }

  private static List<String> names(List<PolicyName> policies) {
    return policies.stream().map(PolicyName::toString).toList();
  }
}
